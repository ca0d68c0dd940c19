import { describe, expect, it } from '@jest/globals';
import { chromaFilterBank } from './chroma.ts';

const classes = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];

// Equality with librosa is tested with `descriptors`.
describe('chromaFilterBank', () => {
  const bank = chromaFilterBank(16_000, 16_000);
  const strongest = (hz: number) => {
    const shares = bank.map((weights) => weights[hz]!);
    return classes[shares.indexOf(Math.max(...shares))];
  };

  it('puts a frequency and its octaves into one pitch class', () => {
    for (const hz of [110, 220, 440, 880, 1760, 3520, 7040]) expect(strongest(hz)).toBe('A');
    for (const hz of [262, 523, 1047, 2093]) expect(strongest(hz)).toBe('C');
    expect(strongest(831)).toBe('G♯');
    expect(strongest(988)).toBe('B');
  });

  it('has a weight for every bin, of which those around 880 Hz count most', () => {
    expect(bank.map((weights) => weights.length)).toEqual(new Array(12).fill(8001));
    const norms = Float64Array.from(bank[0]!, (_, bin) =>
      Math.hypot(...bank.map((weights) => weights[bin]!)),
    );
    expect(norms.every((norm) => norm > 0 && norm <= 1 + 1e-12)).toBe(true);
    expect(norms.indexOf(Math.max(...norms))).toBe(880);
  });
});
