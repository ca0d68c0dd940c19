import { describe, expect, it } from '@jest/globals';
import { raven } from './raven.ts';
import { sample } from './samples.fixture.ts';

const HEADER = 'Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)';

describe("Raven's selection tables", () => {
  it('reads each selection once, whatever its label is called', () => {
    expect(raven.parse(sample('dawn.Table.1.selections.txt'), 'dawn')).toEqual([
      {
        uri: 'dawn',
        kind: 'reference',
        segments: [
          { start: 0.51234, end: 1.25, label: 'Turdus "merula"', lowHz: 1800, highHz: 7400.5 },
          { start: 2, end: 2.75, label: 'Strix aluco', lowHz: 450, highHz: 900 },
        ],
      },
    ]);
  });

  it('gives each file its own times where the table says in which file a selection is', () => {
    expect(raven.parse(sample('list.selections.txt'), 'x')).toMatchObject([
      { uri: 'a.wav', segments: [{ start: 3, end: 6, label: 'Eurasian Blackbird', confidence: 0.8761 }] },
      { uri: 'b.wav', segments: [{ start: 3, end: 6, label: 'Tawny Owl', confidence: 0.25 }] },
    ]);
  });

  it('gives back what it wrote', () => {
    const text = `${HEADER}\tAnnotation\n1\tSpectrogram 1\t1\t0.500000\t1.250000\t1800.000000\t7400.500000\t"a" b\n`;
    expect(raven.format(raven.parse(text, 'x'))).toBe(text);
  });

  it('keeps notes', () => {
    const text = `${HEADER}\tAnnotation\tNotes\n1\tSpectrogram 1\t1\t0.500000\t1.250000\t\t\ta\tfar "away"\n`;
    const annotations = raven.parse(text, 'x');
    expect(annotations[0]?.segments).toEqual([{ start: 0.5, end: 1.25, label: 'a', note: 'far "away"' }]);
    expect(raven.format(annotations)).toBe(text);
  });

  it('skips a selection without an annotation, and says so once for all its views', () => {
    const row = (view: string) => `1\t${view}\t1\t0\t1\t2\t3\t\n`;
    const text = `${HEADER}\tAnnotation\n${row('Waveform 1')}${row('Spectrogram 1')}2\tWaveform 1\t1\t1\t2\t2\t3\tx\n`;
    const said: string[] = [];
    const [found] = raven.parse(text, 'x', { onSkip: (message) => said.push(message) });
    expect(found?.segments.map(({ label }) => label)).toEqual(['x']);
    expect(said).toEqual(['skipped 1 of 2 marks, without a length or without a label']);
  });

  it('takes the column that is said', () => {
    const text = `${HEADER}\tNote\tAnnotation\n1\tSpectrogram 1\t1\t0\t1\t2\t3\tx\ty\n`;
    expect(raven.parse(text, 'x', { columns: { label: 'Note' } })[0]?.segments).toEqual([
      { start: 0, end: 1, label: 'x', lowHz: 2, highHz: 3 },
    ]);
  });

  it.each([
    [
      `${HEADER}\n`,
      /^x, line 1: there is no column for label; found Selection, View, Channel, Begin Time \(s\)/,
    ],
    [
      `${HEADER}\tSpecies\n1\tS\t1\t0\t1\t2\t3\n`,
      /^x, line 2: the row has 7 values; expected 8, as in the header$/,
    ],
    [
      `${HEADER}\tSpecies\n1\tS\t1\t0\t1\t3\t2\ta\n`,
      /^x, line 2: the high frequency is 2; expected Hz, no less than 3/,
    ],
    [
      `${HEADER}\tSpecies\tBegin File\tFile Offset (s)\n1\tS\t1\t0\t1\t2\t3\ta\tf\tx\n`,
      /File Offset \(s\) is "x"; expected/,
    ],
  ])('refuses %j', (text, message) => {
    expect(() => raven.parse(text, 'x')).toThrow(message);
  });
});
