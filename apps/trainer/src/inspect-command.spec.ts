import { copyFile, link, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer, spawnTrainer } from './run-trainer.fixture.ts';
import { wav, warble } from './small-corpus.fixture.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-inspect-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A folder with a manifest of these rows, and recordings a to e: b is a with another header, d is clipped, e is silent. */
async function corpus(name: string, ...rows: string[]): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  const clipped = warble(2, 0, 1, 4);
  clipped.fill(1, 100, 420);
  const sounds = { a: warble(1, 0, 1, 1), c: warble(4, 0, 1, 3), d: clipped, e: new Float32Array(16_000) };
  for (const [key, samples] of Object.entries(sounds))
    await writeFile(join(path, `${key}.wav`), wav(samples));
  await writeFile(join(path, 'b.wav'), wav(sounds.a, 8000));
  await writeFile(join(path, 'manifest.csv'), `path,label,split,speaker\n${rows.join('\n')}\n`);
  return path;
}

async function inspect(path: string, ...args: string[]) {
  const [page, json] = [join(path, 'inspect.html'), join(path, 'inspect.json')];
  const finished = await callTrainer(['inspect', path, '--out', page, '--json', json, ...args]);
  return {
    ...finished,
    page: await readFile(page, 'utf8'),
    report: JSON.parse(await readFile(json, 'utf8')),
  };
}

describe('inspect', () => {
  it('tells and draws what a corpus holds', async () => {
    const path = await corpus('clean', 'a.wav,bird,train,1', 'c.wav,noise,train,2', 'd.wav,bird,test,3');
    const { code, stdout, stderr, page, report } = await inspect(path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'reading 3 recordings, 7.0 s\n' });
    expect(report).toMatchObject({
      layout: 'manifest',
      labels: ['bird', 'noise'],
      seconds: 7,
      splits: [
        {
          split: 'train',
          recordings: 2,
          seconds: 5,
          secondsPerLabel: { bird: 1, noise: 4 },
          unlabelledSeconds: 0,
        },
        { split: 'test', recordings: 1, seconds: 2, secondsPerLabel: { bird: 2 } },
      ],
      lengths: { least: 1, median: 2, most: 4 },
      formats: [{ sampleRate: 16_000, channels: 1, recordings: 3, seconds: 7 }],
      duplicates: [],
      leaks: [],
      problems: [],
    });
    expect(report.recordings[2]).toMatchObject({
      uri: 'd.wav',
      split: 'test',
      clippedShare: 0.01,
      silentShare: 0,
    });
    expect(stdout).toMatch(
      /length +7\.0 s +5\.0 s +2\.0 s\n +noise +4\.0 s +57\.1 % +4\.0 s +0\.0 s\n +bird +3\.0 s/,
    );
    expect(stdout).toMatch(
      /1 label that some splits lack; training needs each in each\n {2}noise: not in test\n/,
    );
    expect(stdout).toMatch(/1 recording with clipping\n {2}d\.wav: 1\.0 % of the samples/);
    expect(page.match(/<svg/g)).toHaveLength(6);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it('fails where the same is on both sides of a split, unless that is allowed', async () => {
    const path = await corpus(
      'leaky',
      'a.wav,bird,train,ann',
      'b.wav,bird,test,bob',
      'c.wav,noise,train,cid',
      'd.wav,bird,valid,cid',
    );
    const { code, stdout, stderr, report } = await inspect(path);
    expect(code).toBe(1);
    expect(stderr).toMatch(/leaky leaks: 2 times the same is on both sides of a split\..*--allow-leakage/);
    expect(stdout).toMatch(/the same content is in train and test: a\.wav, b\.wav/);
    expect(stdout).toMatch(/the speaker "cid" is in train and valid: c\.wav, d\.wav/);
    expect(report.duplicates).toEqual([['a.wav', 'b.wav']]);
    expect((await inspect(path, '--allow-leakage')).code).toBe(0);
  });

  it('takes silence of one length for no duplicate', async () => {
    const path = await corpus(
      'silent',
      'a.wav,bird,train,ann',
      'e.wav,noise,train,bob',
      'z.wav,noise,test,cid',
    );
    await copyFile(join(path, 'e.wav'), join(path, 'z.wav'));
    const { code, report } = await inspect(path);
    expect(code).toBe(0);
    expect(report).toMatchObject({ duplicates: [], leaks: [] });
  });

  it('looks at the split of a file instead', async () => {
    const path = await corpus('resplit', 'a.wav,bird,train,ann', 'b.wav,bird,test,bob', 'c.wav,noise,,cid');
    const split = join(path, 'split.csv');
    await writeFile(split, 'uri,group,split\na.wav,x,train\nb.wav,x,train\nc.wav,y,test\n');
    const { code, report } = await inspect(path, '--split', split);
    expect(code).toBe(0);
    expect(report.splits.map((each: { split: string }) => each.split)).toEqual(['train', 'test']);
  });

  it('goes on after what it can not read, and fails at the end', async () => {
    const path = await corpus('broken', 'a.wav,bird,,', 'none.wav,bird,,', 'e.wav,noise,,', 'f.wav,noise,,');
    await writeFile(join(path, 'f.wav'), 'no sound');
    const { code, stdout, stderr, report } = await inspect(path);
    expect(code).toBe(1);
    expect(report.recordings.map(({ uri }: { uri: string }) => uri)).toEqual(['a.wav', 'e.wav']);
    expect(report.recordings[1]).toMatchObject({ peakDb: null, silentShare: 1 });
    expect(stdout).toMatch(/2 recordings that can not be used\n.*none\.wav.*\n.*f\.wav/);
    expect(stderr).toMatch(/2 recordings of .*broken can not be used/);
  });

  it('takes folders without labels, and labels under other names', async () => {
    const path = await corpus('bare', 'a.wav,bird,,', 'c.wav,noise,,');
    await rm(join(path, 'manifest.csv'));
    const { code, page, report } = await inspect(path);
    expect({ code, layout: report.layout, labels: report.labels }).toEqual({
      code: 0,
      layout: 'unlabelled',
      labels: [],
    });
    expect(page.match(/<svg/g)).toHaveLength(5);
    const labelled = await corpus('mapped', 'a.wav,bird,,', 'c.wav,noise,,', 'd.wav,bell,,');
    const mapped = await inspect(labelled, '--labels', 'sound=bird,bell', 'rest=*');
    expect(mapped.report.labels).toEqual(['rest', 'sound']);
    const without = await inspect(labelled, '--leave-out', 'bird', 'bell');
    expect(without.report.labels).toEqual(['noise']);
    const left = await inspect(labelled, '--labels', 'sound=bird', '--leave-out', '*');
    expect(left.report.recordings.map(({ uri }: { uri: string }) => uri)).toEqual(['a.wav']);
  });

  it('tells of an empty corpus', async () => {
    const { code, report } = await inspect(await corpus('empty', 'none.wav,bird,,'));
    expect({ code, lengths: report.lengths }).toEqual({ code: 1, lengths: null });
  });

  it('stops at Ctrl+C and writes nothing', async () => {
    const path = join(folder, 'long');
    await mkdir(path);
    await writeFile(join(path, '0.wav'), wav(new Float32Array(2_000_000)));
    for (let index = 1; index < 60; index += 1) await link(join(path, '0.wav'), join(path, `${index}.wav`));
    const out = join(folder, 'stopped.html');
    let isSent = false;
    const { code, stderr } = await spawnTrainer(['inspect', path, '--out', out], (text, interrupt) => {
      if (isSent || !text.includes('reading 60 recordings')) return;
      isSent = true;
      interrupt();
    });
    expect(code).toBe(130);
    expect(stderr).toMatch(/stopped; nothing was written/);
    await expect(stat(out)).rejects.toThrow('ENOENT');
  }, 60_000);

  it.each([
    ['a corpus that is not there', ['nowhere'], /nowhere: there is no such file or folder/],
    ['a layout it does not know', ['.', '--layout', 'esc'], /--layout.*esc-50/],
    ['a mapping that is none', ['.', '--labels', 'speech'], /'speech' is invalid.*expected NAME=VALUE,VALUE/],
    [
      'folds of no split',
      ['.', '--folds', 'trian=1'],
      /'trian=1' is invalid.*expected train, valid, test before the =/,
    ],
    [
      'a split file and folds',
      ['.', '--folds', 'test=1', '--split', 'x'],
      /--folds.*cannot be used with.*--split/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await callTrainer(['inspect', ...args]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
  });
});
