import { mkdir, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sine, useFolder, wavBytes } from '../recordings.fixture.ts';
import { splitByFolds } from '../../split-by-folds.ts';
import { openCorpus } from './open-corpus.ts';

const folder = useFolder();
const TONE = wavBytes([sine(8000, 300, 8000)], { sampleRate: 8000 });

/** Makes a folder of texts, and of recordings of a second (or as many as a number says). */
async function place(name: string, files: Readonly<Record<string, string | number>>): Promise<string> {
  await mkdir(folder.path(name), { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(folder.path(`${name}/${file}`)), { recursive: true });
    const sound = () =>
      content === 1 ? TONE : wavBytes([new Float32Array(100 * Number(content))], { sampleRate: 100 });
    await folder.write(`${name}/${file}`, typeof content === 'string' ? content : sound());
  }
  return folder.path(name);
}

/** What is known of every recording, as far as it is known. */
async function opened(path: string, options: Parameters<typeof openCorpus>[1] = {}) {
  const { layout, labels, recordings } = await openCorpus(path, options);
  const rows = recordings.map(({ uri, group, split, fold, annotation }) =>
    [
      uri,
      group,
      split ?? '-',
      fold ?? '-',
      annotation.segments.map((s) => `${s.start}-${s.end} ${s.label}`).join('; '),
    ].join(' | '),
  );
  return { layout, labels, rows };
}

describe('openCorpus', () => {
  it('knows ESC-50, its folds and its sources', async () => {
    const header = 'filename,fold,target,category,esc10,src_file,take\n';
    const table = `${header}1-1-A-0.wav,1,0,dog,True,1,A\n1-1-B-0.wav,1,0,dog,True,1,B\n2-7-A-10.wav,2,10,rain,True,7,A\n`;
    const path = await place('esc', {
      'meta/esc50.csv': table,
      'audio/1-1-A-0.wav': 1,
      'audio/1-1-B-0.wav': 1,
      'audio/2-7-A-10.wav': 1,
    });
    expect(await opened(path)).toEqual({
      layout: 'esc-50',
      labels: ['dog', 'rain'],
      rows: [
        'audio/1-1-A-0.wav | 1 | - | 1 | 0-1 dog',
        'audio/1-1-B-0.wav | 1 | - | 1 | 0-1 dog',
        'audio/2-7-A-10.wav | 7 | - | 2 | 0-1 rain',
      ],
    });
    const { recordings } = await openCorpus(path, { resplit: (all) => splitByFolds(all, { test: ['2'] }) });
    expect(recordings.map(({ split }) => split)).toEqual(['train', 'train', 'test']);
  });

  it('knows UrbanSound8K, its folds and its sources', async () => {
    const header = 'slice_file_name,fsID,start,end,salience,fold,classID,class\n';
    const path = await place('us8k', {
      'metadata/UrbanSound8K.csv': `${header}7-3-0-0.wav,7,0.0,1,1,5,3,dog_bark\n9-2-0-0.wav,9,0.5,1.5,2,10,2,children_playing\n`,
      'audio/fold5/7-3-0-0.wav': 1,
      'audio/fold10/9-2-0-0.wav': 1,
    });
    expect(await opened(path)).toEqual({
      layout: 'urbansound8k',
      labels: ['children_playing', 'dog_bark'],
      rows: [
        'audio/fold5/7-3-0-0.wav | 7 | - | 5 | 0-1 dog_bark',
        'audio/fold10/9-2-0-0.wav | 9 | - | 10 | 0-1 children_playing',
      ],
    });
  });

  it('knows Speech Commands, its lists and its speakers', async () => {
    const path = await place('commands', {
      'validation_list.txt': 'yes/bb_nohash_0.wav\n',
      'testing_list.txt': 'no/cc_nohash_0.wav\n',
      'yes/aa_nohash_0.wav': 1,
      'yes/bb_nohash_0.wav': 1,
      'no/aa_nohash_1.wav': 1,
      'no/cc_nohash_0.wav': 1,
      '_background_noise_/pink.wav': 1,
      'README.md': 'words',
    });
    expect(await opened(path)).toEqual({
      layout: 'speech-commands',
      labels: ['_background_noise_', 'no', 'yes'],
      rows: [
        '_background_noise_/pink.wav | _background_noise_/pink.wav | - | - | 0-1 _background_noise_',
        'no/aa_nohash_1.wav | aa | train | - | 0-1 no',
        'no/cc_nohash_0.wav | cc | test | - | 0-1 no',
        'yes/aa_nohash_0.wav | aa | train | - | 0-1 yes',
        'yes/bb_nohash_0.wav | bb | valid | - | 0-1 yes',
      ],
    });
  });

  it('knows FSD50K, whose labels apply together, so that a mapping has to choose', async () => {
    const path = await place('fsd', {
      'FSD50K.ground_truth/dev.csv':
        'fname,labels,mids,split\n10,"Speech,Human_voice","/m/1,/m/2",train\n11,"Rain,Water","/m/3,/m/4",val\n',
      'FSD50K.ground_truth/eval.csv': 'fname,labels,mids\n12,Bark,/m/5\n',
      'FSD50K.dev_audio/10.wav': 1,
      'FSD50K.dev_audio/11.wav': 1,
      'FSD50K.eval_audio/12.wav': 1,
    });
    await expect(openCorpus(path)).rejects.toThrow(
      /10\.wav.*"Human_voice" \(0 to 1 s\) and "Speech".*overlap/,
    );
    const labels = { speech: ['Speech', 'Human_voice'], noise: ['Rain', 'Water', 'Bark'] };
    expect(await opened(path, { labels })).toEqual({
      layout: 'fsd50k',
      labels: ['noise', 'speech'],
      rows: [
        'FSD50K.dev_audio/10.wav | FSD50K.dev_audio/10.wav | train | - | 0-1 speech',
        'FSD50K.dev_audio/11.wav | FSD50K.dev_audio/11.wav | valid | - | 0-1 noise',
        'FSD50K.eval_audio/12.wav | FSD50K.eval_audio/12.wav | test | - | 0-1 noise',
      ],
    });
  });

  it('knows MUSAN', async () => {
    const path = await place('musan', {
      'music/fma/music-fma-0000.wav': 1,
      'music/fma/ANNOTATIONS': 'music-fma-0000 jazz N somebody\n',
      'noise/free-sound/noise-free-sound-0000.wav': 1,
      'speech/librivox/speech-librivox-0000.wav': 1,
    });
    const { layout, labels, rows } = await opened(path);
    expect([layout, ...labels]).toEqual(['musan', 'music', 'noise', 'speech']);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/music-fma-0000\.wav \| .* \| - \| - \| 0-1 music$/);
  });

  it('knows LibriSpeech with alignments of both kinds, and leaves out what is not aligned', async () => {
    const path = await place('libri', {
      'LibriSpeech/dev-clean/84/121/84-121-0000.wav': 1,
      'LibriSpeech/dev-clean/84/121/84-121-0001.wav': 1,
      'LibriSpeech/train-clean-100/19/198/19-198-0000.wav': 1,
      'alignments/dev-clean/84/121/84-121.alignment.txt':
        '84-121-0000 ",GO,ON,,HOME," "0.25,0.375,0.5,0.625,0.75,1"\n',
      'alignments/19-198-0000.TextGrid': TEXT_GRID,
    });
    expect(await opened(path)).toEqual({
      layout: 'librispeech',
      labels: ['silence', 'speech'],
      rows: [
        'LibriSpeech/dev-clean/84/121/84-121-0000.wav | 84 | valid | - | 0-0.25 silence; 0.25-0.5 speech; 0.5-0.625 silence; 0.625-0.75 speech; 0.75-1 silence',
        'LibriSpeech/train-clean-100/19/198/19-198-0000.wav | 19 | train | - | 0-0.5 silence; 0.5-1 speech',
      ],
    });
  });

  it('asks for the alignments of LibriSpeech, and checks them', async () => {
    const utterance = { 'dev-clean/84/121/84-121-0000.wav': 1 };
    await expect(openCorpus(await place('libri-alone', utterance))).rejects.toThrow(
      /there are no word alignments; expected/,
    );
    const uneven = { ...utterance, '84-121.alignment.txt': '84-121-0000 ",GO," "0.5,1"\n' };
    await expect(openCorpus(await place('libri-uneven', uneven))).rejects.toThrow(
      /84-121\.alignment\.txt, line 1: found .*; expected an utterance, its words and as many ends/,
    );
  });

  it('knows AVA-Speech, as whole films and as the labelled quarter of an hour', async () => {
    const path = await place('ava', {
      'ava_speech_labels_v1.csv':
        'film,900,901.5,NO_SPEECH\nfilm,901.5,1000.25,CLEAN_SPEECH\ncut-1,900,1000,SPEECH_WITH_MUSIC\nunknown,900,901,NO_SPEECH\n',
      'clips/film.wav': 2000,
      'clips/cut-1.wav': 900,
      'clips/other.wav': 1,
    });
    const labels = { speech: ['CLEAN_SPEECH', 'SPEECH_WITH_MUSIC'], noise: ['NO_SPEECH'] };
    expect(await opened(path, { labels })).toEqual({
      layout: 'ava-speech',
      labels: ['noise', 'speech'],
      rows: [
        'clips/cut-1.wav | clips/cut-1.wav | - | - | 0-100 speech',
        'clips/film.wav | clips/film.wav | - | - | 900-901.5 noise; 901.5-1000.25 speech',
      ],
    });
    await place('ava', { 'ava_speech_labels_v1.csv': 'film,900,NO_SPEECH\n' });
    await expect(openCorpus(path)).rejects.toThrow(
      /labels_v1\.csv, line 1: found "film,900,NO_SPEECH"; expected video, start, end and class/,
    );
    await place('ava', { 'ava_speech_labels_v1.csv': 'nobody,900,901,NO_SPEECH\n' });
    await expect(openCorpus(path)).rejects.toThrow(
      /found recordings such as clips\/cut-1\.wav; expected .* nobody\.wav/,
    );
  });

  it('finds label files beside recordings, and misses none', async () => {
    const files = {
      'train/a.wav': 1,
      'train/a.txt': '0\t0.5\tbird\n',
      'test/b.WAV': 1,
      'test/b.CSV': 'start,end,label\n0,1,wind\n',
      'test/b.txt': 'a transcript',
    };
    const path = await place('beside', files);
    expect(await opened(path)).toEqual({
      layout: 'labels-beside',
      labels: ['bird', 'wind'],
      rows: [
        'test/b.WAV | test/b.WAV | test | - | 0-1 wind',
        'train/a.wav | train/a.wav | train | - | 0-0.5 bird',
      ],
    });
    await place('beside', { 'test/c.wav': 1 });
    await expect(openCorpus(path)).rejects.toThrow(
      /test\/c\.wav: there is no label file beside it; expected/,
    );
  });

  it('reads label files as it is told, and says where a tier has to be chosen', async () => {
    const path = await place('tiers', { 'a.wav': 1, 'a.TextGrid': TEXT_GRID });
    await expect(openCorpus(path)).rejects.toThrow(
      /overlap; .*If they are on several tiers, choose a tier \(--tier\)$/,
    );
    const phones = await openCorpus(path, { labelFiles: { tier: 'phones' } });
    expect(phones.labels).toEqual(['G', 'OW1', 'sil']);
    await expect(openCorpus(path, { labelFiles: { tier: 'tones' } })).rejects.toThrow(
      /no such tier as "tones"/,
    );
    const steps = await place('steps', { 'x.wav': 1, 'x.csv': 't0,t1,what\n0,0.5,a\n0.5,1,b\n' });
    const columns = { start: 't0', end: 't1', label: 'what' };
    expect((await openCorpus(steps, { labelFiles: { columns } })).labels).toEqual(['a', 'b']);
  });

  it('tells a label that was given for all of a recording from one with times', async () => {
    const path = await place('whole', { 'dog/1.wav': 1, 'rain/1.wav': 1 });
    const whole = (recordings: readonly { readonly isWholeLabel: boolean }[]) =>
      recordings.map(({ isWholeLabel }) => isWholeLabel);
    expect(whole((await openCorpus(path)).recordings)).toEqual([true, true]);
    const timed = await place('timed', { 'a.wav': 1, 'a.txt': '0\t0.5\ta\n0.5\t1\tb\n' });
    expect(whole((await openCorpus(timed)).recordings)).toEqual([false]);
  });

  it('takes a folder for each class, with splits above them or without', async () => {
    const path = await place('classes', {
      'dog/1.wav': 1,
      'dog/deep/2.wav': 1,
      'rain/1.wav': 1,
      '.hidden/3.wav': 1,
      'README.txt': 'no label',
    });
    await symlink(folder.path('classes/rain/1.wav'), folder.path('classes/dog/linked.wav'));
    expect((await opened(path)).rows).toEqual([
      'dog/1.wav | dog/1.wav | - | - | 0-1 dog',
      'dog/deep/2.wav | dog/deep/2.wav | - | - | 0-1 dog',
      'dog/linked.wav | dog/linked.wav | - | - | 0-1 dog',
      'rain/1.wav | rain/1.wav | - | - | 0-1 rain',
    ]);
    const split = await place('split-classes', {
      'train/dog/1.wav': 1,
      'train/rain/2.wav': 1,
      'test/dog/3.wav': 1,
    });
    expect(await opened(split)).toMatchObject({
      layout: 'folder-per-class',
      rows: [
        'test/dog/3.wav | test/dog/3.wav | test | - | 0-1 dog',
        expect.stringMatching(/train .* dog$/),
        expect.stringMatching(/train .* rain$/),
      ],
    });
  });

  it('takes a manifest in the folder before anything else, unless told otherwise', async () => {
    const path = await place('both', {
      'x/1.wav': 1,
      'y/2.wav': 1,
      'manifest.csv': 'path,label\nx/1.wav,a\ny/2.wav,b\n',
    });
    expect(await opened(path)).toMatchObject({ layout: 'manifest', labels: ['a', 'b'] });
    expect(await opened(`${path}/manifest.csv`)).toMatchObject({ layout: 'manifest' });
    expect(await opened(path, { layout: 'folder-per-class' })).toMatchObject({ labels: ['x', 'y'] });
  });

  it('opens recordings without labels only where problems are asked for', async () => {
    const path = await place('pool', { 'a.wav': 1, 'b.wav': 1 });
    await expect(openCorpus(path)).rejects.toThrow(
      /pool: the corpus has no labels; expected two classes or more/,
    );
    expect(await opened(path, { onProblem: () => undefined })).toMatchObject({
      layout: 'unlabelled',
      labels: [],
    });
  });

  it('says what is wrong with a path', async () => {
    await expect(openCorpus(folder.path('none'))).rejects.toThrow(/none: there is no such file or folder/);
    await expect(openCorpus(await place('bare', {}))).rejects.toThrow(
      /bare: found 0 recordings in no known layout; expected\n {2}esc-50: meta\/esc50\.csv and audio\//,
    );
    const path = await place('pool', { 'a.wav': 1 });
    await expect(openCorpus(path, { layout: 'esc-50' })).rejects.toThrow(/expected\n {2}esc-50: [^\n]*$/);
    await expect(openCorpus(path, { layout: 'esc50' })).rejects.toThrow(
      /the layout is "esc50"; expected one of esc-50, /,
    );
  });
});

/** As the Montreal Forced Aligner writes it: a tier of words and one of phones. */
const TEXT_GRID = `File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 1
tiers? <exists>
size = 2
item []:
    item [1]:
        class = "IntervalTier"
        name = "words"
        xmin = 0
        xmax = 1
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = ""
        intervals [2]:
            xmin = 0.5
            xmax = 1
            text = "go"
    item [2]:
        class = "IntervalTier"
        name = "phones"
        xmin = 0
        xmax = 1
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = "sil"
        intervals [2]:
            xmin = 0.5
            xmax = 0.75
            text = "G"
        intervals [3]:
            xmin = 0.75
            xmax = 1
            text = "OW1"
`;
