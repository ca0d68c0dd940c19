import { describe, expect, it } from '@jest/globals';
import { labelsProvenance, taughtOn } from './labels-provenance.ts';

describe('taughtOn', () => {
  it.each(['dawn.wav', 'labels of dawn, from here.wav'])('finds %s again', (recording) => {
    const earlier = labelsProvenance('noon.wav', 'dilated-conv');
    expect(taughtOn(labelsProvenance(recording, 'dilated-conv'))).toBe(recording);
    expect(taughtOn(labelsProvenance(recording, earlier))).toBe(recording);
  });

  it('finds nothing where a model was trained elsewhere', () => {
    expect(taughtOn('LibriVox and MUSAN, 40 hours')).toBeUndefined();
  });
});
