import { createRandom, type Random } from '../random.ts';
import { between, pick } from './draw.ts';
import { planTurns } from './plan-turns.ts';
import type { Position, Room } from './room.ts';
import { SceneError } from './scene-error.ts';
import type { PlannedNoise, ScenePlan, Talker } from './scene-plan.ts';
import type { ScenePool, SceneSource } from './scene-pool.ts';
import type { SceneRecipe } from './scene-recipe.ts';

/** How near to a wall nobody stands, in metres. */
const WALL_DISTANCE = 0.5;

/**
 * Draws a scene: who speaks when, over which noises, in which room, through which channel.
 *
 * The same recipe, sources and seeds give the same plan on every machine, digit by digit: chance comes from `createRandom` alone, and
 * only + - * / and comparisons follow, which IEEE 754 rounds alike everywhere.
 *
 * @param seeds whole numbers; each further one gives an independent scene
 * @throws SceneError where the pool lacks speech, or noise and music, that the recipe may ask for; RangeError for a bad seed
 * @example planScene(defaultSceneRecipe, createScenePool(sources, 'train'), 1, 0).snrDb // 12.3
 */
export function planScene(recipe: SceneRecipe, pool: ScenePool, ...seeds: number[]): ScenePlan {
  assertSupplied(recipe, pool);
  const random = createRandom(...seeds);
  const draw = ([low, high]: readonly [number, number]) => between(random, low, high);
  const durationSeconds = draw(recipe.durationSeconds);
  const isNoiseOnly = random.unit() < recipe.noiseOnlyShare;
  const acoustics = random.unit() < recipe.room.probability ? drawRoom(random, recipe) : undefined;
  const place = () => (acoustics ? acoustics.place() : null);
  const talkers = isNoiseOnly ? [] : drawTalkers(random, recipe, pool, durationSeconds, place);
  const noiseCount = Math.max(isNoiseOnly ? 1 : 0, drawCount(random, recipe.noises));
  const noises = Array.from({ length: noiseCount }, (): PlannedNoise => {
    const source = drawNoise(random, recipe, pool);
    return { ...drawNoisePiece(random, recipe, source, durationSeconds), position: place() };
  });
  const isMixed = talkers.length > 0 && noises.length > 0;
  return {
    name: [pool.split, ...seeds].join('-'),
    split: pool.split,
    sampleRate: recipe.sampleRate,
    durationSeconds,
    talkers,
    noises,
    snrDb: isMixed ? draw(recipe.snrDb) : null,
    levelDb: draw(recipe.levelDb),
    room: acoustics?.room ?? null,
    microphone: place(),
    bandLimit: random.unit() < recipe.bandLimit.probability ? pick(random, recipe.bandLimit.names) : null,
    clippedShare: random.unit() < recipe.clipping.probability ? draw(recipe.clipping.share) : 0,
  };
}

/** Any scene may need it, so that the first one says it and not some scene in between. */
function assertSupplied({ noiseOnlyShare, noises }: SceneRecipe, pool: ScenePool): void {
  if (noiseOnlyShare < 1 && pool.speech.length === 0)
    throw new SceneError(pool.split, 'the split has no speech; expected some, or a noiseOnlyShare of 1');
  if ((noiseOnlyShare > 0 || noises[1] > 0) && pool.noise.length + pool.music.length === 0) {
    const remedy = 'expected some, or a recipe with noises [0, 0] and a noiseOnlyShare of 0';
    throw new SceneError(pool.split, `the split has no noise and no music; ${remedy}`);
  }
}

function drawTalkers(
  random: Random,
  recipe: SceneRecipe,
  pool: ScenePool,
  durationSeconds: number,
  place: () => Position | null,
): Talker[] {
  const groups = random.shuffle(pool.speech).slice(0, drawCount(random, recipe.talkers));
  const voices = groups.map((sources) => ({ sources, speed: drawSpeed(random, recipe) }));
  const turns = planTurns(random, recipe, voices, durationSeconds);
  const talkers = groups.map(([first], index) => ({
    group: first!.group,
    position: place(),
    turns: turns.filter(({ voice }) => voice === index).map(({ turn }) => turn),
  }));
  return talkers.filter((talker) => talker.turns.length > 0);
}

function drawNoise(random: Random, recipe: SceneRecipe, pool: ScenePool): SceneSource {
  const isMusic = random.unit() < recipe.musicShare;
  const [wanted, other] = isMusic ? [pool.music, pool.noise] : [pool.noise, pool.music];
  return pick(random, pick(random, wanted.length > 0 ? wanted : other));
}

/** All of a short recording, beginning anywhere in it; of a long one as much as the scene needs, from anywhere in it. */
function drawNoisePiece(
  random: Random,
  recipe: SceneRecipe,
  { uri, sampleRate, durationSeconds }: SceneSource,
  sceneSeconds: number,
): Omit<PlannedNoise, 'position'> {
  const playedRate = Math.round(sampleRate * drawSpeed(random, recipe));
  const speed = playedRate / sampleRate;
  const neededSeconds = sceneSeconds * speed;
  const at = random.unit();
  const isLong = durationSeconds >= neededSeconds;
  const fromSeconds = isLong ? at * (durationSeconds - neededSeconds) : 0;
  return {
    uri,
    fromSeconds,
    toSeconds: isLong ? fromSeconds + neededSeconds : durationSeconds,
    sourceRate: sampleRate,
    playedRate,
    skippedSeconds: isLong ? 0 : (at * durationSeconds) / speed,
    levelDb: between(random, ...recipe.noiseLevelDb),
  };
}

function drawRoom(random: Random, { room }: SceneRecipe): { room: Room; place: () => Position } {
  const size: Position = [
    between(random, ...room.lengthMetres),
    between(random, ...room.widthMetres),
    between(random, ...room.heightMetres),
  ];
  const place = (): Position => [
    between(random, WALL_DISTANCE, size[0] - WALL_DISTANCE),
    between(random, WALL_DISTANCE, size[1] - WALL_DISTANCE),
    between(random, WALL_DISTANCE, size[2] - WALL_DISTANCE),
  ];
  return { room: { size, reverberationSeconds: between(random, ...room.reverberationSeconds) }, place };
}

const drawCount = (random: Random, [low, high]: readonly [number, number]) =>
  low + random.integer(high - low + 1);
const drawSpeed = (random: Random, { speed }: SceneRecipe) => between(random, ...speed);
