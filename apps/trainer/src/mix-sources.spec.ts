import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRandom } from '@earmark/dataset';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MixCorpora } from './mix-recordings.ts';
import { mixSources } from './mix-sources.ts';
import { wav } from './small-corpus.fixture.ts';

let folder: string;

const random = createRandom(1);
/** Speech from 1 to 2 s of 3 s. */
const utterance = wav(
  Float32Array.from({ length: 48_000 }, (_, i) =>
    i >= 16_000 && i < 32_000 ? 0.2 * ((i % 90) / 45 - 1) : 0.0002 * random.normal(),
  ),
);
const hiss = wav(Float32Array.from({ length: 16_000 }, () => 0.05 * random.normal()));

const write = async (files: Readonly<Record<string, string | Buffer>>) => {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-mix-sources-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function found(corpora: MixCorpora) {
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning.replaceAll(`${folder}/`, ''));
  const { sources } = await mixSources(corpora, 1, { onWarning, onProgress: () => undefined });
  const kinds = Object.fromEntries(sources.map(({ uri, kind }) => [uri, kind]));
  return { sources, kinds, warnings };
}

/** Found by its energy: near to where it was put, with a lead and a hangover. */
const expectUtterances = (sources: Awaited<ReturnType<typeof found>>['sources']) => {
  const spoken = sources.filter(({ kind }) => kind === 'speech');
  expect(spoken.length).toBeGreaterThan(0);
  for (const { speech } of spoken) {
    expect(speech).toHaveLength(1);
    expect(Math.abs(speech[0]!.start - 1)).toBeLessThan(0.05);
    expect(Math.abs(speech[0]!.end - 2)).toBeLessThan(0.05);
  }
};

describe('mixSources', () => {
  it('finds speech within recordings that a folder calls speech', async () => {
    await write({ 'classes/train/speech/a.wav': utterance, 'classes/train/noise/b.wav': hiss });
    const { sources, kinds } = await found({ data: [join(folder, 'classes')] });
    expect(kinds).toEqual({ 'train/speech/a.wav': 'speech', 'train/noise/b.wav': 'noise' });
    expectUtterances(sources);
    expect((await found({ speech: [join(folder, 'classes')] })).kinds).toEqual({
      'train/speech/a.wav': 'speech',
    });
  });

  it('takes folders of words, transcripts and utterances without alignments for speech', async () => {
    await write({ 'words/train/yes/a.wav': utterance, 'words/train/no/b.wav': utterance });
    await write({ 'read/train/a.wav': utterance, 'read/train/a.txt': 'Good morning to you all.\n' });
    const chapter = 'libri/train/dev-clean/84/121123/84-121123';
    await write({ [`${chapter}-0000.wav`]: utterance, [`${chapter}.trans.txt`]: '84-121123-0000 GO\n' });
    for (const [name, isTold] of [
      ['words', false],
      ['read', true],
      ['libri', true],
    ] as const) {
      const { sources, warnings } = await found({ speech: [join(folder, name)] });
      expectUtterances(sources);
      expect(warnings).toEqual(
        isTold ? [expect.stringMatching(/: 1 recordings have no labels of time/)] : [],
      );
    }
  });

  it('asks what labels of time mean, and takes the answer', async () => {
    await write({ 'talks/train/a.wav': utterance, 'talks/train/a.txt': '0\t0.9\thush\n1\t2\tann\n' });
    const speech = [join(folder, 'talks')];
    await expect(found({ speech })).rejects.toThrow(/its labels are ann, hush; .*--labels speech="ann"/);
    const noise = [join(folder, 'rain')];
    await write({ 'rain/train/rain/b.wav': hiss, 'rain/train/wind/c.wav': hiss });
    const { sources } = await found({
      speech,
      noise,
      choice: { labels: { speech: ['ann'], noise: ['hush'] } },
    });
    expect(sources.map(({ kind }) => kind)).toEqual(['speech', 'noise', 'noise']);
    expect(sources[0]).toMatchObject({
      speech: [{ start: 1, end: 2 }],
      labelled: [
        { start: 0, end: 0.9 },
        { start: 1, end: 2 },
      ],
    });
  });

  it('leaves out with one warning each what can not be used, and refuses when nothing is left', async () => {
    await write({ 'odd/train/talk.wav': utterance, 'odd/train/talk.txt': '0\t3\tspeech\n' });
    await write({ 'odd/train/hiss.wav': hiss, 'odd/train/hiss.txt': '0\t1\train\n' });
    await write({
      'odd/train/mute.wav': wav(new Float32Array(16_000)),
      'odd/train/mute.txt': '0\t1\train\n',
    });
    const { kinds, warnings } = await found({ noise: [join(folder, 'odd')] });
    expect(kinds).toEqual({ 'train/hiss.wav': 'noise' });
    expect(warnings).toEqual([
      expect.stringMatching(/^left out odd\/train\/mute\.wav: it is silent all the way/),
      expect.stringMatching(/^left out odd\/train\/talk\.wav: somebody speaks at 0 s/),
    ]);
    await write({ 'mute/train/a.wav': wav(new Float32Array(16_000)) });
    await expect(found({ speech: [join(folder, 'mute')] })).rejects.toThrow(
      /nothing to mix: every recording/,
    );
  });

  it('does not take partly labelled recordings for noise', async () => {
    await write({ 'partly/train/a.wav': utterance, 'partly/train/a.txt': '0\t0.9\tnoise\n' });
    await write({ 'partly/train/b.wav': hiss, 'partly/train/b.txt': '0\t0.5\tnoise\n0.5\t1\train\n' });
    const { kinds, warnings } = await found({ data: [join(folder, 'partly')] });
    expect(kinds).toEqual({ 'train/b.wav': 'noise' });
    expect(warnings).toEqual([expect.stringMatching(/left out 1 recordings/)]);
  });
});
