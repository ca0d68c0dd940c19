import { createRandom, snrDb } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { activeSpans } from './activity.ts';
import { noiseKinds } from './noises/index.ts';
import { planScenes } from './plan.ts';
import { sampleRate } from './sample-rate.ts';
import { renderScene } from './scene.ts';
import { voices } from './voices.ts';

/** Stands in for a voice: a buzz of half a second with a hard beginning and end. */
const utterance = Float32Array.from({ length: sampleRate / 2 }, (_, i) => ((i % 100) / 50 - 1) * 0.3);
const noises = noiseKinds([utterance]);
const scenesOf = (seed: number) => planScenes(createRandom(seed), 'test', Object.keys(noises.test));
const render = (seed: number) => {
  const scene = scenesOf(seed).find((candidate) => candidate.voice && candidate.layers.length > 0)!;
  return { scene, rendered: renderScene(scene, [utterance], noises.test, createRandom(seed, 1)) };
};

describe('a scene', () => {
  it('has the SNR that was asked for, within half a decibel', () => {
    const { scene, rendered } = render(1);
    const { speech, noise, spans } = rendered;
    expect(Math.abs(snrDb(speech, noise, spans, sampleRate) - scene.snrDb!)).toBeLessThan(0.5);
  });

  it('is the same for the same seed, and another for another', () => {
    const { noise } = render(1).rendered;
    expect(render(1).rendered.noise).toEqual(noise);
    expect(render(2).rendered.noise).not.toEqual(noise);
  });

  it('plans every split with its own voices and its own kinds of noise', () => {
    const kinds = Object.values(noises).map((ofSplit) => Object.keys(ofSplit));
    expect(new Set(kinds.flat()).size).toBe(kinds.flat().length);
    const spoken = scenesOf(1).flatMap(({ voice }) => voice ?? []);
    expect(spoken.length).toBeGreaterThan(0);
    expect(spoken.every(({ split }) => split === 'test')).toBe(true);
    expect(new Set(voices.map(({ name }) => name)).size).toBe(voices.length);
  });
});

describe('activeSpans', () => {
  const silence = (seconds: number) => new Float32Array(seconds * sampleRate);
  const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

  it('finds where something sounds, to the frame', () => {
    expect(activeSpans(joined(silence(0.5), utterance, silence(0.5)))).toEqual([{ start: 0.5, end: 1 }]);
  });

  it('bridges pauses under 0.2 s and keeps longer ones', () => {
    expect(activeSpans(joined(utterance, silence(0.15), utterance))).toHaveLength(1);
    expect(activeSpans(joined(utterance, silence(0.25), utterance))).toHaveLength(2);
  });

  it('finds nothing in silence, and passes over what stays far below the loudest', () => {
    expect(activeSpans(silence(1))).toEqual([]);
    const murmur = utterance.map((sample) => sample * 0.02);
    expect(activeSpans(joined(murmur, silence(0.5), utterance))).toHaveLength(1);
  });
});
