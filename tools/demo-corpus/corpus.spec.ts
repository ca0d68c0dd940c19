import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAudio, readManifest } from '@earmark/dataset/node';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sampleRate } from './sample-rate.ts';

const folder = join(import.meta.dirname, '../../data/demo');

type Row = Readonly<Record<string, string>>;

/** The manifest's rows by column; its cells hold neither commas nor quotes. */
function parseRows(text: string): Row[] {
  const [header, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header!.map((column, k) => [column, cells[k]!])));
}

describe('the committed demo corpus', () => {
  let corpus: Awaited<ReturnType<typeof readManifest>>;
  let rows: Row[];
  beforeAll(async () => {
    rows = parseRows(await readFile(join(folder, 'manifest.csv'), 'utf8'));
    // Refuses missing files, labels beyond the end, overlaps, and a speaker in two splits.
    corpus = await readManifest(join(folder, 'manifest.csv'));
  });

  it('takes at most 8 MB', async () => {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map(async (file) => (await stat(join(file.parentPath, file.name))).size),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
  });

  it('has every split, and labels speech and noise only', () => {
    expect(corpus.labels).toEqual(['noise', 'speech']);
    for (const split of ['train', 'valid', 'test'])
      expect(corpus.recordings.filter((recording) => recording.split === split).length).toBeGreaterThan(8);
  });

  it.each([
    ['voice', (row: Row) => [row.speaker!]],
    ['variant of a voice', (row: Row) => [row.speaker!.replace(/^.*\+/, '')]],
    ['kind of noise', (row: Row) => row.subtype!.split('+')],
  ])('has no %s in two splits', (_, of) => {
    const splitOf = new Map<string, string>();
    for (const row of rows) {
      for (const name of of(row).filter((name) => name !== '')) {
        expect([name, splitOf.get(name) ?? row.split]).toEqual([name, row.split]);
        splitOf.set(name, row.split!);
      }
    }
    expect(splitOf.size).toBeGreaterThanOrEqual(12);
  });

  it('gives in its manifest the durations of the recordings and the speech of the label tracks', () => {
    for (const [index, { uri, annotation, durationSeconds }] of corpus.recordings.entries()) {
      const row = rows[index]!;
      const speech = annotation.segments.filter(({ label }) => label === 'speech');
      expect(row.path).toBe(uri);
      expect(Number(row.duration_s)).toBeCloseTo(durationSeconds, 3);
      expect(Number(row.speech_s)).toBeCloseTo(
        speech.reduce((seconds, { start, end }) => seconds + end - start, 0),
        3,
      );
    }
  });

  it('labels every moment once, from the beginning to the end', () => {
    for (const { annotation, durationSeconds } of corpus.recordings) {
      let reached = 0;
      for (const { start, end } of annotation.segments) {
        expect(start).toBeCloseTo(reached, 6);
        reached = end;
      }
      expect(reached).toBeCloseTo(durationSeconds, 3);
    }
  });

  it('can be decoded, at 16 kHz, as long as its headers say', async () => {
    for (const { path, durationSeconds } of corpus.recordings.filter(({ split }) => split === 'test')) {
      const audio = await readAudio(path);
      expect(audio.sampleRate).toBe(sampleRate);
      expect(audio.samples.length / sampleRate).toBeCloseTo(durationSeconds, 6);
      expect(audio.samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
    }
  });
});
