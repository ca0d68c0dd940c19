import type { Random } from '../random.ts';
import type { Span } from '../span.ts';
import { between, pick } from './draw.ts';
import type { Turn } from './scene-plan.ts';
import type { SceneSource } from './scene-pool.ts';
import type { SceneRecipe } from './scene-recipe.ts';

/** What is heard of a recording before its speech begins and after it has ended, at most. */
const MARGIN_SECONDS = 0.15;

/** Somebody who can take turns. */
interface Voice {
  readonly sources: readonly SceneSource[];
  readonly speed: number;
}

/**
 * Pauses and turns until the scene is full: each turn is a piece of a recording of one of the voices.
 *
 * A piece begins just before somebody speaks and lasts as long as was drawn, or to the end of that recording's speech; it keeps to one labelled stretch. The turn that
 * reaches the scene's end is cut off there, unless too little would be left of it.
 *
 * @returns the turns in their order, with the index of the voice that takes each
 */
export function planTurns(
  random: Random,
  { turnSeconds, pauseSeconds, turnLevelDb }: SceneRecipe,
  voices: readonly Voice[],
  durationSeconds: number,
): { voice: number; turn: Turn }[] {
  const planned: { voice: number; turn: Turn }[] = [];
  let at = 0;
  for (;;) {
    const startSeconds = at + between(random, ...pauseSeconds);
    const longestSeconds = Math.min(between(random, ...turnSeconds), durationSeconds - startSeconds);
    if (longestSeconds < turnSeconds[0] && planned.length > 0) return planned;
    const voice = random.integer(voices.length);
    const { sources, speed: wantedSpeed } = voices[voice]!;
    const source = pick(random, sources);
    const { uri, sampleRate, speech } = source;
    const playedRate = Math.round(sampleRate * wantedSpeed);
    const speed = playedRate / sampleRate;
    const { start: fromSeconds, end: toSeconds } = drawPiece(random, source, longestSeconds * speed);
    const turn: Turn = {
      uri,
      fromSeconds,
      toSeconds,
      sourceRate: sampleRate,
      playedRate,
      startSeconds,
      levelDb: between(random, ...turnLevelDb),
      speech: within(speech, fromSeconds, toSeconds).map(({ start, end }) => ({
        start: startSeconds + (start - fromSeconds) / speed,
        end: startSeconds + (end - fromSeconds) / speed,
      })),
    };
    planned.push({ voice, turn });
    at = startSeconds + (toSeconds - fromSeconds) / speed;
  }
}

/** A piece of at most `longestSeconds`: of a short labelled stretch all of its speech, of a long one from any of its spans on. */
function drawPiece(
  random: Random,
  { speech: allSpeech, durationSeconds, labelled = [{ start: 0, end: durationSeconds }] }: SceneSource,
  longestSeconds: number,
): Span {
  const drawn = allSpeech[random.integer(allSpeech.length)]!;
  const stretch = labelled.find(({ start, end }) => start <= drawn.start && drawn.start < end)!;
  const speech = within(allSpeech, stretch.start, stretch.end);
  const lastEnd = Math.min(stretch.end, speech.at(-1)!.end + MARGIN_SECONDS);
  const isShort = lastEnd - Math.max(stretch.start, speech[0]!.start - MARGIN_SECONDS) <= longestSeconds;
  const first = isShort ? 0 : speech.findIndex(({ start }) => start === drawn.start);
  const earliest = speech[first - 1]?.end ?? stretch.start;
  const start = Math.max(earliest, speech[first]!.start - MARGIN_SECONDS);
  return { start, end: Math.min(lastEnd, start + longestSeconds) };
}

/** The spans' parts that lie between two times. */
function within(spans: readonly Span[], from: number, to: number): Span[] {
  return spans
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }))
    .filter(({ start, end }) => end > start);
}
