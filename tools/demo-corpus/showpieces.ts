import type { Scene } from './scene.ts';
import { voices } from './voices.ts';

/** Scenes of the test split made for showing: noise goes on, and a voice comes and goes within it about every three seconds. */
export const showpieces: readonly Scene[] = [
  showpiece('alternating-waves-and-speech', 'en-gb-x-rp+f3', ['waves'], 12),
  showpiece('alternating-marimba-and-speech', 'en-gb-scotland+m6', ['marimba'], 10),
];

function showpiece(name: string, speaker: string, kinds: readonly string[], snrDb: number): Scene {
  const durationSeconds = 15;
  return {
    name,
    split: 'test',
    durationSeconds,
    voice: voices.find((voice) => voice.name === speaker),
    pausesSeconds: [2.5, 2, 2.5, 0.3, 2],
    layers: kinds.map((kind) => ({
      kind,
      levelDb: 0,
      tiltDb: 0,
      startSeconds: 0,
      endSeconds: durationSeconds,
    })),
    snrDb,
    levelDb: -30,
    hissDb: -60,
    acoustics: undefined,
    passband: [20, 8000],
    tiltDb: 0,
  };
}
