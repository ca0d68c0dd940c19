import { z } from 'zod';
import { type BandLimitName, bandLimitNames, bandLimits } from './band-limits.ts';

/** [low, high], both included, drawn evenly. */
const range = (low: number, high: number) =>
  z
    .tuple([z.number().min(low).max(high), z.number().min(low).max(high)])
    .refine(([from, to]) => from <= to, { error: 'expected [low, high] with low at most high' })
    .readonly();
const countRange = (low: number, high: number) =>
  z
    .tuple([z.int().min(low).max(high), z.int().min(low).max(high)])
    .refine(([from, to]) => from <= to, { error: 'expected [low, high] with low at most high' })
    .readonly();
const share = z.number().min(0).max(1);

const defaultBandLimits: readonly BandLimitName[] = [
  'telephone',
  'gsm-full-rate',
  'amr-nb',
  'amr-wb',
  'opus-nb',
  'opus-mb',
  'mp3-16',
  'mp3-32',
];
const limitsAt = (sampleRate: number) => (name: BandLimitName) =>
  bandLimits[name][0] > 0 || bandLimits[name][1] < sampleRate / 2;

const schema = z
  .strictObject({
    /** Of the scenes, in Hz; sources are resampled to it. */
    sampleRate: z.int().min(8000).max(48_000).default(16_000),
    durationSeconds: range(1, 600).default([8, 16]),
    /** Share of the scenes in which nobody speaks. */
    noiseOnlyShare: share.default(0.2),
    /** How many people take turns; fewer where the pool has fewer. They never speak at once. */
    talkers: countRange(1, 8).default([1, 2]),
    /** How long somebody speaks at most; as long as there is speech in the source. */
    turnSeconds: range(0.5, 60).default([1, 5]),
    /** Before each turn. */
    pauseSeconds: range(0, 60).default([0.3, 2.5]),
    /** Level of the turns against each other. */
    turnLevelDb: range(-20, 20).default([-3, 3]),
    /** How many noises sound at once; a scene without speech has at least one. */
    noises: countRange(0, 8).default([1, 3]),
    /** Level of the noises against each other. */
    noiseLevelDb: range(-40, 40).default([-6, 6]),
    /** Probability that a noise is music, where the pool has both. */
    musicShare: share.default(0.15),
    /** Speech against all noises together, as the function `snrDb` measures it. */
    snrDb: range(-40, 80).default([-5, 35]),
    /** Gain: the RMS level that the scene is brought to, in dB re full scale; less where its peaks would not fit. */
    levelDb: range(-80, 0).default([-45, -15]),
    /** How much faster a talker or a noise is played, which raises its pitch as well. */
    speed: range(0.5, 2).default([0.9, 1.1]),
    room: z
      .strictObject({
        /** Probability that a scene is in a room at all. */
        probability: share.default(0.5),
        lengthMetres: range(2, 30).default([3, 9]),
        widthMetres: range(2, 30).default([2.5, 7]),
        heightMetres: range(2, 15).default([2.4, 3.8]),
        /** Until the sound has fallen by 60 dB. */
        reverberationSeconds: range(0.05, 1).default([0.15, 0.6]),
      })
      .prefault({}),
    bandLimit: z
      .strictObject({
        probability: share.default(0.25),
        /** Which of `bandLimits` are drawn from, each with the same chance; by default those that limit something at the sample rate. */
        names: z
          .array(z.enum(bandLimitNames as [BandLimitName, ...BandLimitName[]]))
          .min(1)
          .readonly()
          .optional(),
      })
      .prefault({}),
    clipping: z
      .strictObject({
        probability: share.default(0.1),
        /** Share of the scene's samples that are cut off. */
        share: range(0, 0.5).default([0.0005, 0.02]),
      })
      .prefault({}),
  })
  .superRefine((recipe, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const needed = recipe.pauseSeconds[1] + recipe.turnSeconds[0];
    if (recipe.noiseOnlyShare < 1 && recipe.durationSeconds[0] < needed)
      fault(
        'durationSeconds',
        `found ${recipe.durationSeconds[0]} s at the least; expected ${needed} s, the longest pause and the shortest turn`,
      );
    for (const name of recipe.bandLimit.names ?? [])
      if (!limitsAt(recipe.sampleRate)(name))
        fault(
          'bandLimit',
          `"${name}" limits nothing at a sampleRate of ${recipe.sampleRate} Hz; leave it out`,
        );
  })
  .transform(({ bandLimit, clipping, ...recipe }) => ({
    ...recipe,
    bandLimit: {
      probability: bandLimit.probability,
      names: bandLimit.names ?? defaultBandLimits.filter(limitsAt(recipe.sampleRate)),
    },
    clipping,
  }))
  .readonly();

/** From what scenes are drawn: JSON, with ranges as [low, high]. */
export type SceneRecipe = z.infer<typeof schema>;

/** Telephone calls, meetings and the street: 8 to 16 s at 16 kHz, -5 to 35 dB SNR. */
export const defaultSceneRecipe: SceneRecipe = schema.parse({});

/**
 * Checks a value from outside and completes it: what it leaves out is as in `defaultSceneRecipe`.
 *
 * @throws RangeError that names each key that is wrong or unknown, and what was expected
 * @example parseSceneRecipe({ snrDb: [0, 10], room: { probability: 1 } })
 */
export function parseSceneRecipe(value: unknown): SceneRecipe {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new RangeError(
    `not a scene recipe: ${faults.join('; ')}. Known keys: ${Object.keys(defaultSceneRecipe).join(', ')}`,
  );
}
