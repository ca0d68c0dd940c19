import { describe, expect, it, jest } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import fc from 'fast-check';
import { frameTargets } from '../targets.ts';
import { type BandLimitName, bandLimits } from './band-limits.ts';
import { bandPass } from './band-pass.ts';
import { decibels, meanPower, peakOf } from './level.ts';
import { planScene } from './plan-scene.ts';
import { type RenderedScene, renderScene } from './render-scene.ts';
import { SceneError } from './scene-error.ts';
import { parseSceneRecipe, type SceneRecipe } from './scene-recipe.ts';
import { noise, poolOf, readFrom, type Recorded, recordings, speech } from './scene-sources.fixture.ts';
import { snrDb } from './snr.ts';

const short = { durationSeconds: [4, 5] };
const dry = parseSceneRecipe({
  ...short,
  noiseOnlyShare: 0,
  room: { probability: 0 },
  bandLimit: { probability: 0 },
  clipping: { probability: 0 },
});
const render = (recipe: SceneRecipe, seed: number, from: readonly Recorded[] = recordings) =>
  renderScene(planScene(recipe, poolOf(from), seed), readFrom(from));
const spoken = ({ annotation }: RenderedScene) =>
  annotation.segments.filter(({ label }) => label === 'speech');

describe('renderScene', () => {
  it('has the SNR that was asked for, within half a decibel', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.double({ min: -5, max: 35, noNaN: true }),
        fc.constantFrom<BandLimitName | null>(null, 'telephone', 'opus-nb', 'mp3-8'),
        fc.boolean(),
        async (seed, wanted, bandLimit, isInRoom) => {
          const recipe = parseSceneRecipe({
            ...short,
            noiseOnlyShare: 0,
            snrDb: [wanted, wanted],
            room: { probability: isInRoom ? 1 : 0 },
            bandLimit: bandLimit ? { probability: 1, names: [bandLimit] } : { probability: 0 },
          });
          const scene = await render(recipe, seed);
          const measured = snrDb(scene.speech, scene.noise, spoken(scene), scene.sampleRate);
          expect(Math.abs(measured - wanted)).toBeLessThan(0.5);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('has labels within a frame of the dry speech, at any speed and rate', async () => {
    const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
    for (let seed = 0; seed < 4; seed++) {
      const scene = await render(dry, seed);
      const frames = grid.frameCount(scene.samples.length);
      const targets = frameTargets(scene.annotation, grid, frames, ['noise', 'speech']);
      const loud = Array.from({ length: frames }, (_, t) => {
        const centre = grid.startSample(t) + 200;
        return meanPower(scene.speech, centre - 40, centre + 40);
      });
      const threshold = 1e-3 * Math.max(...loud);
      const differs = loud.map((power, t) => Number(power > threshold) !== targets[t]);
      // A frame at each end of a span may be in doubt, two in a row may not.
      expect(differs.findIndex((isOff, t) => isOff && differs[t + 1])).toBe(-1);
      expect(targets.includes(1) && targets.includes(0)).toBe(true);
      expect(targets.includes(-1)).toBe(false);
    }
  });

  it('is as long as planned, at the level that was asked for, and the sum of its parts', async () => {
    for (let seed = 0; seed < 3; seed++) {
      const plan = planScene(dry, poolOf(recordings), seed);
      const { samples, speech, noise } = await renderScene(plan, readFrom(recordings));
      expect(samples).toHaveLength(Math.round(16_000 * plan.durationSeconds));
      expect(peakOf(samples)).toBeLessThanOrEqual(0.9901);
      if (peakOf(samples) < 0.98) expect(decibels(meanPower(samples))).toBeCloseTo(plan.levelDb, 3);
      samples.forEach((sample, i) => {
        if (Math.abs(sample - speech[i]! - noise[i]!) > 1e-6) throw new Error(`sample ${i} is ${sample}`);
      });
    }
  });

  it('holds no speech in a scene of noise only, which may be shorter than its noise or longer', async () => {
    const recipe = parseSceneRecipe({ noiseOnlyShare: 1, ...short });
    for (const seconds of [0.7, 30]) {
      const scene = await render(recipe, 1, [noise('rain', seconds)]);
      expect(scene.annotation.segments.map(({ label }) => label)).toEqual(['noise']);
      expect(peakOf(scene.speech)).toBe(0);
      const second = (at: number) => meanPower(scene.samples, at * 16_000, (at + 1) * 16_000);
      expect(second(2)).toBeGreaterThan(0.1 * second(0));
    }
  });

  it('clips the share of samples that was asked for', async () => {
    const recipe = parseSceneRecipe({ ...dry, clipping: { probability: 1, share: [0.01, 0.01] } });
    const { samples } = await render(recipe, 2);
    const peak = peakOf(samples);
    const cut = samples.filter((sample) => Math.abs(sample) >= peak * (1 - 1e-6)).length;
    expect(cut / samples.length).toBeCloseTo(0.01, 4);
  });

  it('lets nothing pass beyond its band limit', async () => {
    const recipe = parseSceneRecipe({ ...dry, bandLimit: { probability: 1, names: ['telephone'] } });
    const { samples, sampleRate } = await render(recipe, 3);
    const [low, high] = bandLimits.telephone;
    const beyond = [
      bandPass(samples, [0, low * 0.8], sampleRate),
      bandPass(samples, [high * 1.2, sampleRate / 2], sampleRate),
    ];
    for (const outside of beyond) expect(decibels(meanPower(outside) / meanPower(samples))).toBeLessThan(-45);
    const open = await render(dry, 3);
    const above = bandPass(open.samples, [high * 1.2, sampleRate / 2], sampleRate);
    expect(decibels(meanPower(above) / meanPower(open.samples))).toBeGreaterThan(-20);
  });

  it('rings on in a room, where nothing sounds before its label', async () => {
    const recipe = parseSceneRecipe({ ...dry, room: { probability: 1, reverberationSeconds: [0.6, 0.6] } });
    const scene = await render(recipe, 4);
    const [first] = spoken(scene);
    const [onset, offset] = [first!.start, first!.end].map((seconds) => Math.round(16_000 * seconds));
    expect(meanPower(scene.speech, 0, onset! - 160)).toBeLessThan(
      1e-4 * meanPower(scene.speech, onset, offset),
    );
    expect(meanPower(scene.speech, offset! + 800, offset! + 1600)).toBeGreaterThan(
      1e-4 * meanPower(scene.speech, onset, offset),
    );
  });

  it('is the same on engines whose sines and powers end in other digits: labels equal, samples to 1e-6', async () => {
    const recipe = parseSceneRecipe({
      ...short,
      room: { probability: 1 },
      bandLimit: { probability: 1 },
      clipping: { probability: 1 },
    });
    const here = await render(recipe, 5);
    const spies = (['sin', 'cos', 'tan', 'exp', 'log10', 'hypot'] as const).map((name) => {
      const exact: (...values: number[]) => number = Math[name];
      return jest
        .spyOn(Math, name)
        .mockImplementation((...values: number[]) => exact(...values) * (1 + 2 ** -51));
    });
    const there = await render(recipe, 5);
    spies.forEach((spy) => spy.mockRestore());
    expect(there.annotation).toEqual(here.annotation);
    let furthest = 0;
    there.samples.forEach(
      (sample, i) => (furthest = Math.max(furthest, Math.abs(sample - here.samples[i]!))),
    );
    expect(furthest).toBeLessThan(1e-6);
    expect(await render(recipe, 5)).toEqual(here);
  });

  const quiet = (recorded: Recorded, change: (samples: Float32Array) => Float32Array): Recorded => ({
    ...recorded,
    audio: { ...recorded.audio, samples: change(recorded.audio.samples) },
  });
  const nan = (samples: Float32Array) => samples.map((sample, i) => (i % 1000 === 999 ? NaN : sample));
  const ann = speech('ann', 'ann');
  const rain = noise('rain', 20);
  it.each([
    [
      'speech that is silent',
      [quiet(ann, (samples) => new Float32Array(samples.length)), rain],
      /^ann: it is silent from .* speech/,
    ],
    [
      'noise that is silent',
      [ann, quiet(rain, (samples) => new Float32Array(samples.length))],
      /^rain: it is silent/,
    ],
    ['samples that are not finite', [quiet(ann, nan), rain], /^ann: the sample at [\d.]+ s is NaN/],
    [
      'a source that has lost its samples',
      [ann, quiet(rain, () => new Float32Array(0))],
      /^rain: nothing is there/,
    ],
    [
      'another sample rate than planned',
      [{ ...ann, audio: { ...ann.audio, sampleRate: 8000 } }, rain],
      /^ann: it has 8000 Hz; expected 16000/,
    ],
  ])('names %s', async (_, bad: readonly Recorded[], message) => {
    const plan = planScene({ ...dry, talkers: [1, 1] }, poolOf([ann, rain]), 1);
    await expect(renderScene(plan, readFrom(bad))).rejects.toThrow(SceneError);
    await expect(renderScene(plan, readFrom(bad))).rejects.toThrow(message);
  });

  it('names a band limit that leaves nothing of the noise', async () => {
    const whistle: Recorded = {
      source: { ...rain.source, uri: 'whistle' },
      audio: { sampleRate: 16_000, samples: rain.audio.samples.map((_, i) => Math.sin(i * 2.6)) },
    };
    const recipe = parseSceneRecipe({ ...dry, bandLimit: { probability: 1, names: ['telephone'] } });
    await expect(render(recipe, 1, [ann, whistle])).rejects.toThrow(
      /train-1: its band limit telephone leaves nothing of the noise/,
    );
  });
});
