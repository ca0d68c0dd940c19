import { createPolyphaseFilter } from './polyphase-filter.ts';
import { createResamplingStage, type ResamplingStage, type SampleSink } from './resampling-stage.ts';

/** Where the passband ends, as a share of the lower Nyquist frequency, at which the stopband begins. */
const passband = 0.9;

/** A rate that falls further than this is divided by `decimation` first, as often as it takes. */
const mostReduction = 32;
const decimation = 8;

/**
 * A stage that changes the sample rate by any ratio: a single filter, or for a rate that falls far several ones in turn.
 *
 * A single filter would span some 120 samples of the lower rate, each of them many input samples long. A short filter will do
 * before it, as it only has to keep clean what the last one lets through: the band up to half of the lower rate, and what would
 * be folded there.
 *
 * @param up output samples for every `down` input samples
 * @param early how many samples are pushed before the one at time zero, which is the time of the first output sample
 */
export function createResamplingChain(
  up: number,
  down: number,
  early: number,
  sink: SampleSink,
): ResamplingStage {
  if (down <= mostReduction * up) {
    const divisor = greatestCommonDivisor(up, down);
    const stopband = Math.min(1, up / down);
    const filter = createPolyphaseFilter(up / divisor, passband * stopband, stopband);
    return createResamplingStage(
      { filter, up: up / divisor, down: down / divisor, silence: filter.reach - 1 - early },
      sink,
    );
  }
  const filter = createPolyphaseFilter(1, 1 / mostReduction, 2 / decimation - 1 / mostReduction);
  // What the filter makes of the first sample begins before it.
  const handedOnEarly = Math.floor((early + filter.reach) / decimation);
  const rest = createResamplingChain(up * decimation, down, handedOnEarly, sink);
  const silence = decimation * handedOnEarly + filter.reach - 1 - early;
  const decimator = createResamplingStage({ filter, up: 1, down: decimation, silence }, rest.push);
  return {
    tail: decimator.tail + decimation * rest.tail,
    outputLength: (sampleCount) => rest.outputLength(decimator.outputLength(sampleCount)),
    push: decimator.push,
    reset() {
      decimator.reset();
      rest.reset();
    },
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
