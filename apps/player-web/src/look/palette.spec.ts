import { describe, expect, it } from '@jest/globals';
import { chosenLooks, labelStyles } from './palette.ts';

/** WCAG 2.2 relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('labelStyles', () => {
  it('shows the background red and hatched, the first other label plain green', () => {
    for (const labels of [
      ['noise', 'speech'],
      ['speech', 'noise'],
    ]) {
      const styles = labelStyles(labels, 'noise');
      expect(styles.get('noise')).toEqual({ colour: '#b3261e', pattern: 'hatched' });
      expect(styles.get('speech')).toEqual({ colour: '#147a41', pattern: 'plain' });
    }
  });

  it('tells further labels apart by more than colour', () => {
    const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'noise'];
    const styles = [...labelStyles(labels, 'noise').values()];
    expect(new Set(styles.map(({ colour }) => colour)).size).toBe(labels.length);
    expect(new Set(styles.slice(0, 4).map(({ pattern }) => pattern)).size).toBe(4);
  });

  it('works without a background', () => {
    const styles = labelStyles(['a', 'b'], null);
    expect(styles.get('a')?.colour).toBe('#147a41');
    expect(styles.get('b')?.colour).not.toBe('#b3261e');
  });

  it.each(['green-red', 'blue-orange'] as const)(
    'lets white text be read on every colour of %s',
    (palette) => {
      const labels = ['a', 'b', 'c', 'd', 'e', 'f', 'noise'];
      const colours = [...labelStyles(labels, 'noise', palette).values()].map(({ colour }) => colour);
      expect(new Set(colours).size).toBe(labels.length);
      for (const colour of colours) expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('takes blue and orange for those who cannot tell green from red', () => {
    const styles = labelStyles(['noise', 'speech'], 'noise', 'blue-orange');
    expect(styles.get('noise')).toEqual({ colour: '#b04a00', pattern: 'hatched' });
    expect(styles.get('speech')).toEqual({ colour: '#1a63b8', pattern: 'plain' });
  });

  it('shows what somebody chose before its own', () => {
    const own = [
      { name: 'speech', pattern: 'dotted' },
      { name: 'bird', colour: '#123456', pattern: 'barred' },
      { name: 'noise', colour: '#654321' },
    ] as const;
    const styles = labelStyles(['noise', 'speech'], 'noise', 'blue-orange', own);
    expect(styles.get('speech')).toEqual({ colour: '#1a63b8', pattern: 'dotted' });
    expect(styles.get('bird')).toEqual({ colour: '#123456', pattern: 'barred' });
    expect(styles.get('noise')).toEqual({ colour: '#654321', pattern: 'hatched' });
  });

  it('has a person’s labels come after the model’s', () => {
    const own = [{ name: 'owl' }, { name: 'speech' }, { name: 'noise' }];
    const styles = labelStyles(['noise', 'speech'], 'noise', 'green-red', own);
    expect([...styles]).toEqual([
      ['noise', { colour: '#b3261e', pattern: 'hatched' }],
      ['speech', { colour: '#147a41', pattern: 'plain' }],
      ['owl', { colour: '#0067a3', pattern: 'dotted' }],
    ]);
  });

  it('takes noise for the background while no model tells', () => {
    const own = [{ name: 'noise' }, { name: 'speech' }];
    expect(labelStyles([], null, 'green-red', own)).toEqual(labelStyles(['noise', 'speech'], 'noise'));
    expect(labelStyles(['speech'], null, 'green-red', own).get('noise')?.pattern).toBe('dotted');
  });

  it('gives no two of twenty the same looks', () => {
    const own = Array.from('abcdefghijklmnopqrst').map((name) => ({ name }));
    const looks = [...labelStyles([], null, 'green-red', own).values()];
    expect(new Set(looks.map(({ colour, pattern }) => `${colour} ${pattern}`)).size).toBe(20);
  });
});

describe('chosenLooks', () => {
  it('leaves out what was the palette’s', () => {
    expect(chosenLooks({ colour: '#b3261e', pattern: 'hatched' })).toEqual({});
    expect(chosenLooks({ colour: '#b3261e', pattern: 'plain' })).toEqual({ pattern: 'plain' });
    for (const chosen of [{ colour: '#123456', pattern: 'plain' }, { colour: '#147a41' }, {}] as const)
      expect(chosenLooks(chosen)).toEqual(chosen);
  });
});
