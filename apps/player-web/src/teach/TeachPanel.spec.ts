/** @jest-environment jsdom */
import 'fake-indexeddb/auto';
import { deserialize, serialize } from 'node:v8';
import { TextDecoder, TextEncoder } from 'node:util';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Keeper } from './keeper.svelte.ts';
import type * as fixture from './teach-session.fixture.ts';
import type { Teacher } from './teacher.svelte.ts';
import type TeachPanel from './TeachPanel.svelte';

/** What jsdom lacks. */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  structuredClone: (value: unknown): unknown => deserialize(serialize(value)),
});
Object.assign(URL, { createObjectURL: jest.fn(() => 'blob:'), revokeObjectURL: jest.fn() });

let modules: {
  Teacher: typeof Teacher;
  Keeper: typeof Keeper;
  TeachPanel: typeof TeachPanel;
  fixture: typeof fixture;
};
beforeAll(async () => {
  modules = {
    Teacher: (await import('./teacher.svelte.ts')).Teacher,
    Keeper: (await import('./keeper.svelte.ts')).Keeper,
    TeachPanel: (await import('./TeachPanel.svelte')).default,
    fixture: await import('./teach-session.fixture.ts'),
  };
});
beforeEach(cleanup);

const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

async function show(labels: readonly string[] = ['noise', 'speech']) {
  const { Teacher, Keeper, TeachPanel, fixture } = modules;
  const ground = await fixture.teachSession(fixture.openModel('owl', labels));
  const read = jest.fn(async () => fixture.encoderFiles);
  const onHear = jest.fn();
  const keeper = new Keeper(ground.session);
  const { rerender } = render(TeachPanel, {
    teacher: new Teacher(ground.session, keeper),
    keeper,
    encoders: [
      { name: 'owl', read },
      { name: 'autoencoder', read },
    ],
    reference: [],
    onHear,
  });
  const label = () => {
    ground.labels.create(0, 2, 'noise');
    ground.labels.create(2, 4, 'wren');
    return rerender({ reference: ground.labels.segments });
  };
  return { ...ground, ...fixture, read, onHear, label, rerender, user: userEvent.setup() };
}

describe('TeachPanel', () => {
  it('says what is missing, until two labels are there', async () => {
    const { labels, label } = await show();
    expect(button('Train').disabled).toBe(true);
    expect(screen.getByText(/Label some seconds first/)).toBeTruthy();
    labels.create(0, 2, 'noise');
    expect(await screen.findByText(/Label something that is not noise, too/)).toBeTruthy();
    await label();
    expect(button('Train').disabled).toBe(false);
    expect(screen.getByText('Labelled: noise 2.0 s, wren 2.0 s.')).toBeTruthy();
  });

  it('trains, tells what came of it, and which moments to label next', async () => {
    const { network, label, rerender, labels, onHear, user } = await show();
    await label();
    await user.click(button('Train'));
    expect(network.teach.mock.calls[0]![0]).toMatchObject({ labels: ['noise', 'wren'], background: 'noise' });
    const outcome = await screen.findByTestId('lesson-outcome');
    expect(outcome.textContent).toMatch(/Learned from 4\.0 s of labels in 0\.12 s\.\s+100\.0 % of the time/);
    expect(outcome.textContent).toContain('it found 85.0 % (guessing: 50.0 %)');
    expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
      'Learning curve: 85 % with 4.0 s of labels',
    );
    await user.click(await screen.findByRole('button', { name: 'Hear 0:06.0 to 0:07.5' }));
    expect(onHear).toHaveBeenCalledWith(6, 7.5);
    expect(screen.getByText('75.0 % uncertain')).toBeTruthy();
    labels.create(6, 7, 'wren');
    await rerender({ reference: labels.segments });
    expect(screen.getByText('✓ labelled')).toBeTruthy();
  });

  it('learns on another network, which is opened for it, and closes it where that fails', async () => {
    const { network, read, hearWith, ear, label, user } = await show();
    await label();
    await user.selectOptions(screen.getByLabelText('Learns on'), 'autoencoder');
    hearWith.mockRejectedValueOnce(new Error('dawn.wav has no sound.'));
    await user.click(button('Train'));
    expect((await screen.findByRole('alert')).textContent).toBe('dawn.wav has no sound.');
    expect(network.closeModel).toHaveBeenCalledTimes(1);
    expect(ear.model?.name).toBe('owl');

    await user.click(button('Train'));
    await screen.findByTestId('lesson-outcome');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(read).toHaveBeenCalledTimes(2);
    expect(ear.encoder?.name).toBe('autoencoder');
    expect(screen.getByLabelText<HTMLSelectElement>('Learns on').value).toBe('autoencoder');
  });

  it('drops what it learns where it is cancelled, or another model is opened meanwhile', async () => {
    const { network, ear, label, user, openModel, taughtModel } = await show();
    await label();
    for (const end of ['cancel', 'model']) {
      let finish!: () => void;
      const taught = taughtModel(['noise', 'wren']);
      network.teach.mockReturnValueOnce(new Promise((resolve) => (finish = () => resolve(taught))));
      await user.click(button('Train'));
      await waitFor(() => expect(screen.getByText('Training …')).toBeTruthy());
      await waitFor(() => expect(network.teach.mock.results.at(-1)).toBeDefined());
      const { signal, onProgress } = network.teach.mock.lastCall![1];
      onProgress(0.75);
      await waitFor(() =>
        expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Training' }).value).toBe(0.75),
      );
      if (end === 'cancel') await user.click(button('Cancel'));
      else ear.useModel(openModel('lark', ['noise', 'speech']));
      await waitFor(() => expect(screen.queryByText('Training …')).toBeNull());
      expect(signal.aborted).toBe(true);
      finish();
      await waitFor(() => expect(network.closeModel).toHaveBeenCalledWith(taught.model.id));
      expect(ear.model?.name).toBe(end === 'cancel' ? 'owl' : 'lark');
      expect(screen.queryByTestId('lesson-outcome')).toBeNull();
    }
  });

  it('asks an encoder without labels for moments, and shows none that belong to another model', async () => {
    const { ear, user, openModel } = await show([]);
    expect(screen.getByText('A model that knows labels can be kept here.')).toBeTruthy();
    await user.click(button('Look for moments'));
    expect(await screen.findByRole('button', { name: /^Hear/ })).toBeTruthy();
    ear.useModel(openModel('lark', ['noise', 'speech']));
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Hear/ })).toBeNull());
    expect(button('Look for moments').disabled).toBe(true);
  });

  it('keeps a model, says before it replaces one, and removes none at the first press', async () => {
    const { user, label } = await show();
    await user.click(button('Keep in this browser'));
    expect(await screen.findByText('owl is kept in this browser: choose it under Model.')).toBeTruthy();
    expect(button('Replace the one kept here')).toBeTruthy();
    await user.click(button('Remove owl'));
    await user.click(button('Remove owl for good'));
    expect(await screen.findByText('owl was removed from this browser.')).toBeTruthy();

    await user.click(button('Download labels and model for training'));
    expect((await screen.findByRole('alert')).textContent).toContain('Label some of this recording first');
    await label();
    await user.click(button('Download labels and model for training'));
    await waitFor(() => expect(URL.createObjectURL).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
