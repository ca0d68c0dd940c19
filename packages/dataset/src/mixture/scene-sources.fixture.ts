import type { Audio } from '@earmark/dsp';
import { createRandom } from '../random.ts';
import type { Split } from '../split.ts';
import type { ReadPiece } from './render-scene.ts';
import { createScenePool, type ScenePool, type SceneSource } from './scene-pool.ts';

export interface Recorded {
  readonly source: SceneSource;
  readonly audio: Audio;
}

/** Utterances: a buzz with hard ends in each span, digital silence elsewhere. */
export function speech(uri: string, group: string, split: Split = 'train', sampleRate = 16_000): Recorded {
  const spans = [
    { start: 0.5, end: 1.1 },
    { start: 1.5, end: 2.7 },
    { start: 3.4, end: 4 },
  ];
  const samples = Float32Array.from({ length: 4.5 * sampleRate }, (_, i) => {
    const t = i / sampleRate;
    const isSpoken = spans.some(({ start, end }) => t >= start && t < end);
    return isSpoken ? 0.1 * (2 * ((t * 137) % 1) - 1) * (1 + 0.5 * Math.sin(20 * t)) : 0;
  });
  return recorded({ uri, kind: 'speech', split, group, speech: spans }, { samples, sampleRate });
}

/** White noise that swells, or for music a chord. */
export function noise(
  uri: string,
  seconds: number,
  split: Split = 'train',
  kind: 'noise' | 'music' = 'noise',
): Recorded {
  const sampleRate = 16_000;
  const random = createRandom(uri.length);
  const samples = Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate;
    if (kind === 'music') return 0.1 * (Math.sin(2 * Math.PI * 440 * t) + Math.sin(2 * Math.PI * 660 * t));
    return 0.05 * (1.2 + Math.sin(3 * t)) * random.normal();
  });
  return recorded({ uri, kind, split, group: uri, speech: [] }, { samples, sampleRate });
}

function recorded(source: Omit<SceneSource, 'sampleRate' | 'durationSeconds'>, audio: Audio): Recorded {
  const { sampleRate, samples } = audio;
  return { source: { ...source, sampleRate, durationSeconds: samples.length / sampleRate }, audio };
}

/** Three speakers, of two of whom there are two recordings, two noises and a piece of music, and as much of another split. */
export const recordings: readonly Recorded[] = [
  speech('ann-1', 'ann'),
  speech('ann-2', 'ann'),
  speech('bob', 'bob', 'train', 22_050),
  speech('cem', 'cem'),
  noise('rain', 2.5),
  noise('street', 40),
  noise('band', 6, 'train', 'music'),
  speech('dan', 'dan', 'test'),
  noise('wind', 7, 'test'),
];

export const poolOf = (from: readonly Recorded[], split: Split = 'train'): ScenePool =>
  createScenePool(
    from.map(({ source }) => source),
    split,
  );

export const readFrom =
  (from: readonly Recorded[]): ReadPiece =>
  async (uri, fromSeconds, toSeconds) => {
    const { samples, sampleRate } = from.find(({ source }) => source.uri === uri)!.audio;
    const [start, end] = [fromSeconds, toSeconds].map((seconds) => Math.round(seconds * sampleRate));
    return { samples: samples.slice(start, end), sampleRate };
  };
