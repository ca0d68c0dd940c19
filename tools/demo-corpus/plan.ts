import { between, pick, type Position, type Random, type Split } from '@earmark/dataset';
import type { Acoustics, Layer, Scene } from './scene.ts';
import { voices } from './voices.ts';

/** How many recordings of each sort a split gets: speech in noise, clean speech, noise alone. */
const amounts: Readonly<Record<Split, Readonly<Record<'mixed' | 'clean' | 'noise', number>>>> = {
  train: { mixed: 21, clean: 12, noise: 12 },
  valid: { mixed: 6, clean: 0, noise: 3 },
  test: { mixed: 8, clean: 1, noise: 3 },
};

const [lowestSnrDb, highestSnrDb] = [2, 30];

/**
 * The drawn scenes of one split. Voices and kinds of noise take turns, so that each appears about equally often, and the
 * SNRs of the mixed scenes are spread evenly over 2 to 30 dB; all else is drawn.
 */
export function planScenes(random: Random, split: Split, kinds: readonly string[]): Scene[] {
  const { mixed, clean, noise } = amounts[split];
  const nextVoice = takeTurns(
    random,
    voices.filter((voice) => voice.split === split),
  );
  const nextKind = takeTurns(random, kinds);
  const drawKinds = () => [
    ...new Set(Array.from({ length: pick(random, split === 'train' ? [2, 3, 4] : [1, 2, 2]) }, nextKind)),
  ];
  const snrs = Array.from(
    { length: mixed },
    (_, k) => lowestSnrDb + ((k + 0.5) / mixed) ** 0.75 * (highestSnrDb - lowestSnrDb),
  );
  const scenes = [
    ...random
      .shuffle(snrs)
      .map((snrDb) => drawScene(random, { split, voice: nextVoice(), kinds: drawKinds(), snrDb })),
    ...Array.from({ length: clean }, () =>
      drawScene(random, { split, voice: nextVoice(), kinds: [], snrDb: undefined }),
    ),
    ...Array.from({ length: noise }, () =>
      drawScene(random, { split, voice: undefined, kinds: drawKinds(), snrDb: undefined }),
    ),
  ];
  return scenes.map((scene, k) => ({ ...scene, name: `${String(k + 1).padStart(2, '0')}-${scene.name}` }));
}

/** Draws all that is not given. */
function drawScene(
  random: Random,
  { split, voice, kinds, snrDb }: Pick<Scene, 'split' | 'voice' | 'snrDb'> & { kinds: readonly string[] },
): Scene {
  const durationSeconds = tenths(voice ? between(random, 6.5, 9) : between(random, 6, 7.5));
  const unhurried = pick(random, [0.8, 1.5, 2.5]);
  return {
    name: [
      voice?.name.replace('+', '-') ?? 'noise',
      ...(voice && kinds.length === 0 ? ['clean'] : kinds),
    ].join('-'),
    split,
    durationSeconds,
    voice,
    pausesSeconds: voice ? Array.from({ length: 8 }, () => between(random, 0.25, unhurried)) : [],
    layers: kinds.map((kind, k) => drawLayer(random, kind, durationSeconds, k, kinds.length)),
    snrDb,
    levelDb: between(random, -42, -30),
    hissDb: pick(random, [-60, -55, -50]),
    acoustics: random.unit() < 0.6 ? drawAcoustics(random) : undefined,
    passband: pick(random, [
      [20, 8000],
      [20, 8000],
      [80, 6500],
      [20, 8000],
      [300, 3600],
    ] as const),
    tiltDb: between(random, -3, 3),
  };
}

/** Noise number `turn` of `turns`: sounds all the time, or when its turn is and somewhat into its neighbours'. */
function drawLayer(
  random: Random,
  kind: string,
  durationSeconds: number,
  turn: number,
  turns: number,
): Layer {
  const share = random.unit() < 0.3 ? 1 : Math.min(1, 1.4 / turns);
  const startSeconds = Math.min(Math.max(0, (turn + 0.5) / turns - share / 2), 1 - share) * durationSeconds;
  const endSeconds = startSeconds + share * durationSeconds;
  return { kind, levelDb: between(random, -5, 5), tiltDb: between(random, -6, 6), startSeconds, endSeconds };
}

/** A room between a bathroom and a hall, and places in it. */
function drawAcoustics(random: Random): Acoustics {
  const size: Position = [between(random, 3, 9), between(random, 2.5, 7), between(random, 2.4, 3.8)];
  const place = (): Position => [
    between(random, 0.5, size[0] - 0.5),
    between(random, 0.5, size[1] - 0.5),
    between(random, 0.8, 1.9),
  ];
  const room = { size, reverberationSeconds: between(random, 0.15, 0.6) };
  return { room, talker: place(), noise: place(), microphone: place() };
}

/** Goes through `items` in a drawn order, and through a new one when all had their turn. */
function takeTurns<T>(random: Random, items: readonly T[]): () => T {
  let waiting: T[] = [];
  return () => {
    if (waiting.length === 0) waiting = random.shuffle(items);
    return waiting.pop()!;
  };
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
