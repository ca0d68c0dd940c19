import { createAnnotation, type Segment } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import type { ModelContract } from '@earmark/models';
import type { HeardRecording } from '../held-out.ts';

/** Frames of 10 ms that do not overlap, so that frame t lies from t to t + 1 hundredths of a second. */
const features = { ...defaultFeatures, frameLength: 160, bands: 12 };

/** Decides at 0.5, without smoothing. */
export const tinyContract: ModelContract = {
  version: 1,
  features,
  windows: { frames: 9, hop: 1 },
  normalization: { mean: new Array<number>(12).fill(-50), deviation: new Array<number>(12).fill(10) },
  architecture: { name: 'vanilla-conv', filters: [4, 6], squeeze: 4, units: 8 },
  labels: ['noise', 'speech'],
  output: 'window',
  decision: { background: 'noise', onset: 0.5, offset: 0.5, minSegmentSeconds: 0, minGapSeconds: 0 },
  calibration: { temperature: 1 },
  provenance: {
    ...{ createdAt: '2026-01-01T00:00:00Z', data: 'none', seed: 1, backend: 'cpu' },
    ...{ versions: {}, metrics: {} },
  },
};

/** A recording of one second: where speech is, where it is loud, and the posterior of speech in each of 100 frames. */
function recording(
  uri: string,
  columns: Readonly<Record<string, string>>,
  speech: readonly [number, number] | null,
  isLoud: (frame: number) => boolean,
  posterior: (frame: number) => number,
): HeardRecording {
  const isSpeech = (frame: number) => speech !== null && frame >= 100 * speech[0] && frame < 100 * speech[1];
  const frames = Array.from({ length: 100 }, (_, frame) => frame);
  const segments: Segment[] = speech ? [{ start: speech[0], end: speech[1], label: 'speech' }] : [];
  return {
    ...{ uri, contentHash: uri },
    source: { frames: 100, bands: 12, read: (_, count) => new Float32Array(12 * count) },
    targets: Int8Array.from(frames, (frame) => (isSpeech(frame) ? 1 : 0)),
    logits: Float32Array.from(
      frames.flatMap((frame) => [0, Math.log(posterior(frame) / (1 - posterior(frame)))]),
    ),
    energyDb: Float32Array.from(frames, (frame) => (isLoud(frame) ? -20 : -60)),
    recording: {
      ...{
        uri,
        path: uri,
        durationSeconds: 1,
        kind: columns['kind']!,
        columns,
        weight: 1,
        isWholeLabel: false,
      },
      ...{ split: 'test', fold: undefined, group: uri, speaker: undefined, recording: undefined },
      annotation: createAnnotation({ uri, kind: 'reference', segments }),
    },
  };
}

const within = (frame: number, from: number, to: number) => frame >= from && frame < to;

/** Speech from 0.2 to 0.6 s, where it is loud too; heard from 0.2 to 0.65 s. */
export const talk = recording(
  'talk.wav',
  { kind: 'mixed', snr_db: '3.2' },
  [0.2, 0.6],
  (frame) => within(frame, 20, 60),
  (frame) => (within(frame, 20, 65) ? 0.9 : 0.1),
);

/** No speech, loud in its first half; heard from 0.4 to 0.5 s. */
export const rain = recording(
  'rain.wav',
  { kind: 'noise', snr_db: '' },
  null,
  (frame) => frame < 50,
  (frame) => (within(frame, 40, 50) ? 0.9 : 0.2),
);
