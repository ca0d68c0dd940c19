import { describe, expect, it } from '@jest/globals';
import { latencyInWords, liveRemarks, type LiveSigns } from './live-words.ts';

const well: LiveSigns = {
  microphone: { name: 'Desk microphone', processing: [] },
  muted: false,
  full: false,
  hearing: { behind: false },
};

describe('liveRemarks', () => {
  it('names the microphone, and nothing else where all is well', () => {
    expect(liveRemarks(well)).toEqual(['Listening to Desk microphone, unchanged by the browser.']);
    expect(liveRemarks({ ...well, microphone: undefined, muted: true })).toEqual([]);
  });

  it('tells what the browser does to the sound', () => {
    const microphone = { name: 'Headset', processing: ['echo cancellation', 'gain control'] };
    expect(liveRemarks({ ...well, microphone })[0]).toContain(
      'could not switch off echo cancellation, gain control',
    );
  });

  it('tells of silence, of a slow network and of the end of keeping', () => {
    const remarks = liveRemarks({ ...well, muted: true, full: true, hearing: { behind: true } });
    expect(remarks.slice(1)).toEqual([
      expect.stringContaining('No sound arrives'),
      expect.stringContaining('does not keep up'),
      expect.stringContaining('No more can be kept'),
    ]);
  });
});

describe('latencyInWords', () => {
  it('says what is counted', () => {
    expect(latencyInWords(undefined, 10)).toBe('not measured yet');
    expect(latencyInWords(60.2, 10)).toBe('70 ms (microphone 10 ms, network and screen 60 ms)');
    expect(latencyInWords(60.2, undefined)).toContain('60 ms, without the microphone’s own delay');
  });
});
