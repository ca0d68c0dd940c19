import { describe, expect, it } from '@jest/globals';
import { labelStyles } from './palette.ts';

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

  it('lets white text be read on every colour', () => {
    for (const { colour } of labelStyles(['a', 'b', 'c', 'd', 'e', 'f', 'noise'], 'noise').values())
      expect(1.05 / (luminance(colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});
