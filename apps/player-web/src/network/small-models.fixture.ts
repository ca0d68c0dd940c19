import { createRandom, type Segment } from '@earmark/dataset';
import { defaultFeatures, type Audio } from '@earmark/dsp';
import {
  buildNetwork,
  encoderOf,
  serializeArtifact,
  serializeEncoder,
  windowSpecOf,
  type Architecture,
  type Classifier,
  type ModelContract,
} from '@earmark/models';
import type { OpenSound } from '../sound/open-sound.ts';
import type { SoundSource } from '../sound/sound-source.ts';
import type { ModelFiles } from './network-messages.ts';

const architecture: Architecture = {
  name: 'dilated-conv',
  filters: [4, 6, 6],
  channels: 12,
  dilations: [1, 2],
  lookahead: 8,
};
const bands = 24;
const windows = windowSpecOf(architecture);

const contract: ModelContract = {
  version: 1,
  features: { ...defaultFeatures, bands },
  windows,
  normalization: {
    mean: new Array<number>(bands).fill(-50),
    deviation: new Array<number>(bands).fill(10),
  },
  architecture,
  labels: ['noise', 'speech'],
  output: 'window',
  decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.05, minGapSeconds: 0.05 },
  calibration: { temperature: 1 },
  provenance: {
    createdAt: '2026-01-01T00:00:00Z',
    data: 'none',
    seed: 1,
    backend: 'wasm',
    versions: {},
    metrics: {},
  },
};

/** A network that was never trained. */
export const smallClassifier = (): Classifier => ({
  contract,
  network: buildNetwork(architecture, { windowFrames: windows.frames, bands, labels: 2 }, 1),
});

export async function classifierFiles(): Promise<ModelFiles> {
  return { ...(await serializeArtifact(smallClassifier())), source: 'small' };
}

export async function encoderFiles(): Promise<ModelFiles> {
  return { ...(await serializeEncoder(encoderOf(smallClassifier()))), source: 'small' };
}

/** Eight seconds of noise, louder from 2 to 4 and from 5 to 7 s. */
export const swellingNoise = (): Audio => {
  const random = createRandom(1);
  const samples = Float32Array.from(
    { length: 8 * 16_000 },
    (_, i) => (isLoud(i / 16_000) ? 0.2 : 0.01) * random.normal(),
  );
  return { samples, sampleRate: 16_000 };
};

const isLoud = (seconds: number) => (seconds >= 2 && seconds < 4) || (seconds >= 5 && seconds < 7);

/** What a person labelled of it. */
export const someLabels: readonly Segment[] = [
  { start: 0.5, end: 2, label: 'quiet' },
  { start: 2, end: 4, label: 'loud' },
  { start: 4, end: 5, label: 'quiet' },
  { start: 5, end: 6, label: 'loud' },
];

/** Decoded samples in pieces of a quarter of a second. */
export async function openDecoded(source: SoundSource): Promise<OpenSound> {
  if (source instanceof Blob) throw new Error('this test decodes no file');
  const { samples, sampleRate } = source;
  return {
    info: { durationSeconds: samples.length / sampleRate, sampleRate, channels: 1, codec: 'test' },
    async *pieces() {
      for (let at = 0; at < samples.length; at += sampleRate / 4)
        yield samples.slice(at, at + sampleRate / 4);
    },
    close: () => {},
  };
}
