import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planScene } from './plan-scene.ts';
import { SceneError } from './scene-error.ts';
import type { ScenePlan } from './scene-plan.ts';
import { defaultSceneRecipe, parseSceneRecipe } from './scene-recipe.ts';
import { noise, poolOf, recordings, speech } from './scene-sources.fixture.ts';

const pool = poolOf(recordings);
const plans = (recipe = defaultSceneRecipe, count = 200) =>
  Array.from({ length: count }, (_, index) => planScene(recipe, pool, 1, index));
const turnsOf = (plan: ScenePlan) =>
  plan.talkers.flatMap(({ turns }) => turns).sort((a, b) => a.startSeconds - b.startSeconds);
const sourceOf = (uri: string) => recordings.find(({ source }) => source.uri === uri)!.source;

describe('planScene', () => {
  it('is the same for the same seeds, and another for others; JSON keeps it', () => {
    const plan = planScene(defaultSceneRecipe, pool, 3, 1);
    expect(planScene(defaultSceneRecipe, poolOf(recordings.toReversed()), 3, 1)).toEqual(plan);
    expect(planScene(defaultSceneRecipe, pool, 3, 2)).not.toEqual({ ...plan, name: 'train-3-2' });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  // Somebody may have trained on these scenes.
  it('decides what it always has decided', () => {
    const { durationSeconds, snrDb, talkers, noises } = planScene(defaultSceneRecipe, pool, 7);
    const [first] = talkers[0]!.turns;
    expect({ durationSeconds, snrDb }).toEqual({
      durationSeconds: 8.399099045770821,
      snrDb: 25.4673414548944,
    });
    expect([first!.uri, first!.startSeconds]).toEqual(['cem', 7.173455645181954]);
    expect(noises.map(({ uri }) => uri)).toEqual(['band']);
  });

  it('never takes a source of another split', () => {
    const splits = plans().flatMap(({ talkers, noises }) =>
      [...talkers.flatMap(({ turns }) => turns), ...noises].map(({ uri }) => sourceOf(uri).split),
    );
    expect(splits.length).toBeGreaterThan(500);
    expect(new Set(splits)).toEqual(new Set(['train']));
  });

  it('takes turns that never overlap, with pauses and lengths as asked, within the scene and the source', () => {
    for (const plan of plans()) {
      let reached = 0;
      for (const turn of turnsOf(plan)) {
        const speed = turn.playedRate / turn.sourceRate;
        const seconds = (turn.toSeconds - turn.fromSeconds) / speed;
        expect(turn.startSeconds - reached).toBeGreaterThanOrEqual(0.3 - 1e-9);
        expect(turn.startSeconds - reached).toBeLessThanOrEqual(2.5 + 1e-9);
        expect(seconds).toBeLessThanOrEqual(5 + 1e-9);
        expect(speed).toBeGreaterThan(0.8999);
        expect(speed).toBeLessThan(1.1001);
        expect(turn.fromSeconds).toBeGreaterThanOrEqual(0);
        expect(turn.toSeconds).toBeLessThanOrEqual(sourceOf(turn.uri).durationSeconds);
        expect(turn.speech.length).toBeGreaterThan(0);
        expect(turn.speech[0]!.start).toBeGreaterThanOrEqual(turn.startSeconds);
        expect(turn.speech.at(-1)!.end).toBeLessThanOrEqual(turn.startSeconds + seconds + 1e-9);
        reached = turn.startSeconds + seconds;
      }
      expect(reached).toBeLessThanOrEqual(plan.durationSeconds + 1e-9);
    }
  });

  it('keeps turns to labelled time, and to one stretch of it', () => {
    const labelled = [
      { start: 0.45, end: 2.1 },
      { start: 3.4, end: 4.2 },
    ];
    const { source, audio } = speech('ann', 'ann');
    const spans = [source.speech[0]!, { start: 1.5, end: 2 }, source.speech[2]!];
    const partly = { audio, source: { ...source, speech: spans, labelled } };
    const recipe = parseSceneRecipe({ noiseOnlyShare: 0, durationSeconds: [60, 60] });
    const turns = turnsOf(planScene(recipe, poolOf([partly, noise('rain', 2)]), 1));
    const stretches = turns.map(({ fromSeconds, toSeconds }) =>
      labelled.findIndex(({ start, end }) => start <= fromSeconds && toSeconds <= end),
    );
    expect(new Set(stretches)).toEqual(new Set([0, 1]));
    expect(turns.every((turn) => turn.speech.length > 0)).toBe(true);
  });

  it('moves the labels with the speed', () => {
    const at = (speed: number) => {
      const recipe = parseSceneRecipe({
        speed: [speed, speed],
        noiseOnlyShare: 0,
        turnSeconds: [5, 5],
        durationSeconds: [30, 30],
      });
      return turnsOf(planScene(recipe, poolOf([speech('ann', 'ann'), noise('rain', 2)]), 1))[0]!;
    };
    const [slow, fast] = [at(0.8), at(1.25)];
    const [first, , third] = [0, 1, 2].map((span) => slow.speech[span]!.end - slow.speech[span]!.start);
    expect(first).toBeCloseTo(0.6 / 0.8, 9);
    expect(third).toBeCloseTo(0.6 / 0.8, 9);
    expect(slow.speech[2]!.start - slow.speech[0]!.start).toBeCloseTo(2.9 / 0.8, 9);
    expect(fast.speech[2]!.start - fast.speech[0]!.start).toBeCloseTo(2.9 / 1.25, 9);
  });

  it('draws as often as the recipe says', () => {
    const drawn = plans(undefined, 1000);
    const share = (isCounted: (plan: ScenePlan) => boolean) => drawn.filter(isCounted).length / drawn.length;
    expect(share(({ talkers }) => talkers.length === 0)).toBeCloseTo(0.2, 1);
    expect(share(({ room }) => room !== null)).toBeCloseTo(0.5, 1);
    expect(share(({ bandLimit }) => bandLimit !== null)).toBeCloseTo(0.25, 1);
    expect(share(({ clippedShare }) => clippedShare > 0)).toBeCloseTo(0.1, 1);
    expect(share(({ noises }) => noises.length > 1)).toBeCloseTo(2 / 3, 1);
    const musical = drawn.flatMap(({ noises }) => noises).map(({ uri }) => sourceOf(uri).kind === 'music');
    expect(musical.filter(Boolean).length / musical.length).toBeCloseTo(0.15, 1);
    const annsShare = drawn.flatMap(({ talkers }) => talkers).filter(({ group }) => group === 'ann').length;
    expect(annsShare / drawn.flatMap(({ talkers }) => talkers).length).toBeCloseTo(1 / 3, 1);
    for (const { talkers, noises, snrDb } of drawn) {
      expect(noises.length).toBeGreaterThan(0);
      expect(snrDb === null).toBe(talkers.length === 0);
      if (snrDb !== null) expect(snrDb >= -5 && snrDb <= 35).toBe(true);
    }
  });

  it('puts everybody into the room, or nobody', () => {
    for (const { room, microphone, talkers, noises } of plans()) {
      for (const position of [
        microphone,
        ...talkers.map((t) => t.position),
        ...noises.map((n) => n.position),
      ]) {
        expect(position === null).toBe(room === null);
        position?.forEach((metres, axis) => {
          expect(metres).toBeGreaterThanOrEqual(0.5);
          expect(metres).toBeLessThanOrEqual(room!.size[axis]! - 0.5);
        });
      }
    }
  });

  it('plans for any recipe with what it has, also from sources shorter than a turn', () => {
    const seconds = fc.double({ min: 0.5, max: 20, noNaN: true });
    fc.assert(
      fc.property(
        seconds,
        seconds,
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.nat(),
        (turn, more, pause, seed) => {
          const recipe = parseSceneRecipe({
            noiseOnlyShare: 0,
            turnSeconds: [turn, turn + more],
            pauseSeconds: [pause / 2, pause],
            durationSeconds: [1 + pause + turn, 1 + pause + turn + more],
          });
          expect(turnsOf(planScene(recipe, pool, seed)).length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it('says what the pool lacks', () => {
    const onlyNoise = poolOf([noise('rain', 2)]);
    const onlySpeech = poolOf([speech('ann', 'ann')]);
    const speaking = parseSceneRecipe({ noiseOnlyShare: 0 });
    expect(() => planScene(speaking, onlyNoise, 1)).toThrow(SceneError);
    expect(() => planScene(speaking, onlyNoise, 1)).toThrow(/train: the split has no speech/);
    expect(() => planScene(speaking, onlySpeech, 1)).toThrow(/no noise and no music/);
    const clean = parseSceneRecipe({ noiseOnlyShare: 0, noises: [0, 0] });
    expect(planScene(clean, onlySpeech, 1)).toMatchObject({ noises: [], snrDb: null });
    const silent = parseSceneRecipe({ noiseOnlyShare: 1 });
    expect(planScene(silent, onlyNoise, 1)).toMatchObject({ talkers: [], snrDb: null });
    expect(() => planScene(silent, onlyNoise, 0.5)).toThrow(/seed is 0.5/);
  });
});
