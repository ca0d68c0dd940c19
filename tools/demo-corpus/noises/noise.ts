import type { Random } from '@earmark/dataset';

/** Synthesises `sampleCount` samples of one kind of noise at any level; every draw gives another example of the kind. */
export type Noise = (random: Random, sampleCount: number) => Float32Array;
