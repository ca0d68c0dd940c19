/** @jest-environment jsdom */
import 'fake-indexeddb/auto';
import { deserialize, serialize } from 'node:v8';
import { TextDecoder, TextEncoder } from 'node:util';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { labelsProvenance } from '../network/labels-provenance.ts';
import { readModelArchive } from '../session/model-archive.ts';
import type { Keeper } from './keeper.svelte.ts';
import type * as fixture from './teach-session.fixture.ts';
import type { Teacher } from './teacher.svelte.ts';

/** What jsdom lacks. */
Object.assign(globalThis, {
  TextDecoder,
  TextEncoder,
  structuredClone: (value: unknown): unknown => deserialize(serialize(value)),
});
Object.assign(File.prototype, {
  arrayBuffer(this: File): Promise<ArrayBuffer> {
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as ArrayBuffer);
      reader.readAsArrayBuffer(this);
    });
  },
});

let modules: { Keeper: typeof Keeper; Teacher: typeof Teacher; fixture: typeof fixture };
beforeAll(async () => {
  modules = {
    Keeper: (await import('./keeper.svelte.ts')).Keeper,
    Teacher: (await import('./teacher.svelte.ts')).Teacher,
    fixture: await import('./teach-session.fixture.ts'),
  };
});

const TAUGHT = 'taught on dawn.wav';
const tuned = { background: 'noise', onset: 0.8, offset: 0.7, minSegmentSeconds: 0.1, minGapSeconds: 0.2 };

async function ground() {
  const { Keeper, Teacher, fixture } = modules;
  const { session, labels, network, ear } = await fixture.teachSession();
  const earmark = { labels: ['noise', 'wren'], decision: { ...tuned, onset: 0.5, offset: 0.4 } };
  const modelJson = JSON.stringify({ userDefinedMetadata: { earmark } });
  network.files.mockResolvedValue({ modelJson, weights: Uint8Array.of(1) });
  labels.create(0, 2, 'noise');
  labels.create(2, 4, 'wren');
  const keeper = new Keeper(session);
  await keeper.list();
  for (const { name } of keeper.kept) await keeper.remove(name);
  const teacher = new Teacher(session, keeper);
  return { session, keeper, ear, teacher, openModel: fixture.openModel };
}

const decisionIn = (modelJson: string): unknown =>
  (JSON.parse(modelJson) as { userDefinedMetadata: { earmark: { decision: unknown } } }).userDefinedMetadata
    .earmark.decision;

describe('Keeper', () => {
  let at: Awaited<ReturnType<typeof ground>>;
  beforeEach(async () => {
    at = await ground();
  });

  it('keeps and packs the decision that is shown', async () => {
    at.session.decision = tuned;
    await at.keeper.keep('mine');
    expect(decisionIn((await at.keeper.read('mine')).modelJson)).toEqual(tuned);
    for (const file of [await at.keeper.modelFile('mine'), await at.keeper.trainingFile()])
      expect(decisionIn((await readModelArchive(file)).modelJson)).toEqual(tuned);
  });

  it('remembers what was taught until it is kept', async () => {
    await at.teacher.train([]);
    expect(at.keeper.unkept).toMatchObject({ name: TAUGHT, files: { source: TAUGHT } });
    expect(at.keeper.isAtRisk).toBe(true);
    at.ear.useModel(at.openModel('owl', ['noise', 'speech']));
    await at.keeper.keep('owl');
    await at.keeper.modelFile('owl');
    expect(at.keeper.isAtRisk).toBe(true);
    at.ear.useModel(at.openModel(TAUGHT, ['noise', 'wren']));
    await at.keeper.keep('birds');
    expect(at.keeper.unkept).toBeUndefined();
    expect(at.keeper.isAtRisk).toBe(false);
  });

  it('has one that was downloaded to choose, without fear for it', async () => {
    await at.teacher.train([]);
    await at.keeper.modelFile('birds');
    expect(at.keeper.isAtRisk).toBe(false);
    expect(at.keeper.unkept?.name).toBe(TAUGHT);
  });

  it('gives what is taught a name beside those that are kept', async () => {
    await at.keeper.keep(TAUGHT);
    await at.teacher.train([]);
    expect(at.session.model?.name).toBe(`${TAUGHT} 2`);
    expect(at.keeper.unkept?.name).toBe(`${TAUGHT} 2`);
  });

  it('tells which recording the file of the open model names', () => {
    expect(at.keeper.taughtOn).toBeUndefined();
    const { name, opened } = at.openModel('mine', ['noise', 'wren']);
    const provenance = { ...opened.contract.provenance, data: labelsProvenance('dawn.wav', 'owl') };
    at.ear.useModel({ name, opened: { ...opened, contract: { ...opened.contract, provenance } } });
    expect(at.keeper.taughtOn).toBe('dawn.wav');
  });
});
