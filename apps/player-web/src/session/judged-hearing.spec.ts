import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { labelsProvenance } from '../network/labels-provenance.ts';
import { judgedHearing } from './judged-hearing.ts';

const grid = new FrameGrid({ sampleRate: 1000, frameLength: 100, hopLength: 100 });
const hearing = (trainedOn: string) => ({
  ...{ name: 'mine', durationSeconds: 1, segments: [], trainedOn },
  track: { values: new Float32Array(20), frames: 10, labels: ['noise', 'wren'], grid },
  decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0, minGapSeconds: 0 },
});

describe('judgedHearing', () => {
  it('says which model learned from labels of this recording', () => {
    const taught = hearing(labelsProvenance('dawn.wav', 'owl'));
    expect(judgedHearing(taught, 'dawn.wav', 0.9).taughtHere).toEqual({ heldOut: 0.9 });
    expect(judgedHearing(taught, 'dawn.wav').taughtHere).toEqual({ heldOut: undefined });
  });

  it('says nothing of one that learned elsewhere', () => {
    expect(judgedHearing(hearing(labelsProvenance('noon.wav', 'owl')), 'dawn.wav', 0.9)).not.toHaveProperty(
      'taughtHere',
    );
    expect(judgedHearing(hearing('dawn.wav'), 'dawn.wav')).not.toHaveProperty('taughtHere');
  });
});
