import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAudio, readManifest } from '@earmark/dataset/node';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sampleRate } from './sample-rate.ts';

const folder = join(import.meta.dirname, '../../data/demo');

describe('the committed demo corpus', () => {
  let corpus: Awaited<ReturnType<typeof readManifest>>;
  beforeAll(async () => {
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

  it('has no kind of noise in two splits', () => {
    const splitOfKind = new Map<string, string>();
    for (const { uri, split, kind } of corpus.recordings) {
      if (kind !== 'noise') continue;
      for (const noise of uri.replace(/^.*-noise-|\.flac$/g, '').split('-')) {
        expect(splitOfKind.get(noise) ?? split).toBe(split);
        splitOfKind.set(noise, split!);
      }
    }
    expect(splitOfKind.size).toBeGreaterThanOrEqual(12);
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
