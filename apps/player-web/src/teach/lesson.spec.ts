import { describe, expect, it } from '@jest/globals';
import { lessonOf } from './lesson.ts';

const segment = (start: number, end: number, label: string) => ({ start, end, label });

describe('lessonOf', () => {
  it('counts the seconds of each label, those that the network knows first', () => {
    const reference = [
      ...[segment(0, 1, 'wren'), segment(1, 3, 'speech')],
      ...[segment(3, 3.5, 'noise'), segment(4, 6, 'speech'), segment(6, 7, 'crow')],
    ];
    const lesson = lessonOf(reference, ['noise', 'rain', 'speech'], 'noise');
    expect(lesson).toEqual({
      labels: ['noise', 'speech', 'crow', 'wren'],
      seconds: [0.5, 4, 1, 1],
      totalSeconds: 6.5,
      background: 'noise',
    });
  });

  it('looks for nothing in particular where nothing is the background', () => {
    const reference = [segment(0, 1, 'wren'), segment(1, 3, 'crow')];
    expect(lessonOf(reference, ['noise', 'speech'], 'noise').background).toBeNull();
    expect(lessonOf([...reference, segment(3, 4, 'noise')], ['a', 'b'], 'a').background).toBe('noise');
  });

  it('says what is missing', () => {
    expect(lessonOf([], ['noise', 'speech'], 'noise').missing).toContain('Label some seconds first');
    expect(lessonOf([segment(0, 1, 'wren')], [], null).missing).toContain('not wren');
  });
});
