import { FrameGrid } from '@earmark/dsp';
import type { ModelContract } from '@earmark/models';
import { jest } from '@jest/globals';
import { Labels } from '../labels/labels.svelte.ts';
import type { Heard, NetworkClient, Taught } from '../network/network-client.ts';
import { Ear } from '../session/ear.svelte.ts';
import type { OpenModel } from '../session/hearing.ts';
import type { Session } from '../session/session.svelte.ts';

const features = { sampleRate: 1000, frameLength: 100, hopLength: 100, bands: 8 };
let lastId = 0;

/** A model as it is open; one without labels is an encoder. */
export function openModel(name: string, labels: readonly string[]): OpenModel {
  const decision = {
    background: 'noise',
    onset: 0.5,
    offset: 0.4,
    minSegmentSeconds: 0.1,
    minGapSeconds: 0.2,
  };
  const contract = {
    features,
    ...(labels.length > 0 ? { labels, decision } : {}),
    provenance: { data: 'LibriVox' },
  };
  const opened = { id: ++lastId, labels, backend: 'wasm', contract: contract as unknown as ModelContract };
  return { name, opened };
}

/** Heard are ten seconds, all of it the first label. */
export const heardAll = (label: string): Heard => ({
  posteriors: new Float32Array(200).fill(0.5),
  frames: 100,
  durationSeconds: 10,
  segments: [{ start: 0, end: 10, label }],
});

export const taughtModel = (labels: readonly string[], part: Partial<Taught> = {}): Taught => ({
  model: openModel('', labels).opened,
  heard: heardAll(labels[0]!),
  labelledSeconds: 4,
  heldOut: { accuracy: 0.9, balancedAccuracy: 0.85, folds: 2 },
  milliseconds: 120,
  ...part,
});

/** A session with a network that does what a test says, a recording of ten seconds, and a model that has heard it. */
export async function teachSession(model = openModel('owl', ['noise', 'speech'])) {
  const network = {
    openModel: jest.fn<NetworkClient['openModel']>(async () => openModel('', ['noise', 'speech']).opened),
    closeModel: jest.fn<NetworkClient['closeModel']>(),
    hear: jest.fn<NetworkClient['hear']>(async () => heardAll('noise')),
    teach: jest.fn<NetworkClient['teach']>(async () => taughtModel(['noise', 'wren'])),
    suggest: jest.fn<NetworkClient['suggest']>(async () => [{ start: 6, end: 7.5, uncertainty: 0.75 }]),
    files: jest.fn<NetworkClient['files']>(async () => ({ modelJson: '{}', weights: Uint8Array.of(1) })),
  };
  const labels = new Labels();
  labels.useClasses(['noise', 'speech', 'wren'], 'noise');
  await labels.open(`dawn-${++lastId}`, 'dawn.wav', new FrameGrid(features), 10);
  const ear = new Ear(network as unknown as NetworkClient);
  const source = new File(['sound'], 'dawn.wav');
  const recording = { name: 'dawn.wav', file: source, source };
  ear.useModel(model);
  ear.noteHeard(model, source);
  const session = {
    ...{ ear, labels, recording },
    get model() {
      return ear.model;
    },
    segments: heardAll('speech').segments,
    hearWith: jest.fn<Session['hearWith']>(async (encoder) => ear.noteHeard(encoder, source)),
    takeTaught: jest.fn<Session['takeTaught']>(({ model: opened, heard }, name, encoder) => {
      session.segments = heard.segments;
      ear.useEncoder(encoder);
      ear.useModel({ name, opened });
      ear.noteHeard({ name, opened }, source);
    }),
  };
  return { session: session as unknown as Session, hearWith: session.hearWith, ear, labels, network };
}

export const encoderFiles = { modelJson: '{}', weights: Uint8Array.of(1), source: 'autoencoder' };
