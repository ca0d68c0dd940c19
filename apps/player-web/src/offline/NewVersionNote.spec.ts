/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { act, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import NewVersionNote from './NewVersionNote.svelte';
import type { OnNewVersion } from './register.ts';

describe('NewVersionNote', () => {
  it('is shown when a new version waits, and starts it or goes away', async () => {
    const watch = jest.fn<(onNewVersion: OnNewVersion) => void>();
    const start = jest.fn();
    render(NewVersionNote, { watch });
    expect(screen.queryByRole('complementary')).toBeNull();

    await act(() => watch.mock.lastCall![0](start));
    await userEvent.click(screen.getByRole('button', { name: 'Reload' }));
    expect(start).toHaveBeenCalledTimes(1);

    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(screen.queryByRole('complementary')).toBeNull();
  });
});
