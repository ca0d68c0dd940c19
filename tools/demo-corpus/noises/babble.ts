import { addEvent, between, pick, toUnitPower, type Random } from '@earmark/dataset';
import type { Noise } from './noise.ts';

/**
 * Babble: five to nine voices that talk at once, each played backwards, so that it has the colour of a crowd but no
 * words. Labelled as noise.
 *
 * @param utterances dry speech to draw from
 */
export function babble(utterances: readonly Float32Array[]): Noise {
  return (random: Random, sampleCount: number) => {
    const crowd = new Float32Array(sampleCount);
    const talkers = 5 + random.integer(5);
    for (let talker = 0; talker < talkers; talker++) {
      const gain = between(random, 0.5, 1);
      let at = 0;
      while (at < sampleCount) {
        const backwards = toUnitPower(pick(random, utterances)).reverse();
        const skipped = at === 0 ? random.integer(backwards.length) : 0;
        addEvent(crowd, at, backwards.subarray(skipped), gain);
        at += backwards.length - skipped;
      }
    }
    return crowd;
  };
}
