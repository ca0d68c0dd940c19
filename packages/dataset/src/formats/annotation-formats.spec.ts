import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { type Annotation, createAnnotation } from '../annotation.ts';
import { createRandom } from '../random.ts';
import type { Segment } from '../segment.ts';
import type { FormatOptions } from './annotation-format.ts';
import {
  type AnnotationFormatName,
  annotationFormats,
  detectFormat,
  fileStem,
  formatLosses,
} from './annotation-formats.ts';
import { annotations, kept } from './annotations.fixture.ts';
import { decodeText } from './text-encoding.ts';

const NAMES = Object.keys(annotationFormats) as AnnotationFormatName[];
const FOLDER = join(import.meta.dirname, 'fixtures');
const FIXTURES = readdirSync(FOLDER).map((file) => ({
  file,
  text: decodeText(readFileSync(join(FOLDER, file)), file),
}));

/** What a format needs to be told, here. */
const OPTIONS: Partial<Record<AnnotationFormatName, FormatOptions>> = {
  tags: { stepSeconds: 0.01 },
  textgrid: { durationSeconds: 100_000 },
};

/** Segments one after the other, of a label that differs from its neighbours'. */
const partition = ({ segments }: Annotation, labels: readonly string[]): Segment[] => {
  let end = 0;
  return segments.map((segment, index) => {
    const start = end;
    end = Number((start + 0.05 + (Math.round((segment.end - segment.start) * 100) % 200) / 100).toFixed(2));
    return { start, end, label: labels[index % labels.length]! };
  });
};
const labelled = ({ segments }: Annotation, label: (segment: Segment, index: number) => string) =>
  segments.map((segment, index) => ({ ...segment, label: label(segment, index) }));

/** The annotations that a format can hold. */
const FITTED: Partial<Record<AnnotationFormatName, (annotation: Annotation) => Segment[]>> = {
  'ava-speech': (given) => labelled(given, (_, index) => (index % 2 ? 'CLEAN_SPEECH' : 'NO_SPEECH')),
  kaldi: (given) => labelled(given, ({ label }, index) => `u${label.replace(/\s/g, '_')}-${index}`),
  rttm: (given) => labelled(given, ({ label }) => `l${label.replace(/\s/g, '_')}`),
  tags: (given) => partition(given, ['n', 's', '😀']),
  'ten-vad': (given) => partition(given, ['noise', 'speech']),
  uem: (given) => labelled(given, () => 'scored'),
};

const read = (name: AnnotationFormatName, text: string) =>
  annotationFormats[name].parse(text, 'a', OPTIONS[name]);
const write = (name: AnnotationFormatName, given: readonly Annotation[]) =>
  annotationFormats[name].format(given, OPTIONS[name]);

/** Expects what was read to be what was written, but for what the format does not keep. */
function expectSame(name: AnnotationFormatName, actual: readonly Annotation[], given: readonly Annotation[]) {
  const { keeps, precisionSeconds } = annotationFormats[name];
  const decimals = precisionSeconds > 0 ? Math.round(-Math.log10(precisionSeconds)) : undefined;
  const wanted = given.map((annotation) => kept(annotation, keeps, decimals));
  // The rest is what tag files say by whole steps, and sums say by doubles.
  const tolerance = name === 'tags' ? 0.005 + 1e-9 : 1e-9;
  const steady = actual.map((annotation, index) => ({
    ...annotation,
    segments: annotation.segments.map((segment, at) => {
      const { start, end, confidence } = wanted[index]?.segments[at] ?? segment;
      const near = (value: number, other: number) => (Math.abs(value - other) <= tolerance ? other : value);
      return {
        ...segment,
        start: near(segment.start, start),
        end: near(segment.end, end),
        ...(segment.confidence === undefined
          ? {}
          : { confidence: near(segment.confidence, confidence ?? NaN) }),
      };
    }),
  }));
  expect(steady).toEqual(wanted);
}

describe.each(NAMES)('the format %s', (name) => {
  const { keeps } = annotationFormats[name];

  it('gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(annotations, { minLength: 1, maxLength: 3 }), (given) => {
        const many = keeps.includes('recordings') ? given : given.slice(0, 1);
        const fitted = many
          .map((annotation, index) => {
            const segments = (FITTED[name]?.(annotation) ?? annotation.segments).map((segment) =>
              name === 'kaldi' ? { ...segment, label: `${segment.label}-${index}` } : segment,
            );
            return createAnnotation({ ...annotation, uri: index === 0 ? 'a' : `a-${index}`, segments });
          })
          .filter(({ segments }) => segments.length > 0);
        fc.pre(fitted.length > 0);
        const text = write(name, fitted);
        const back = read(name, text);
        expectSame(name, back, keeps.includes('name') ? fitted : fitted.map((one) => ({ ...one, uri: 'a' })));
        expect(read(name, write(name, back))).toEqual(back);
      }),
    );
  });

  it('gives back a recording without segments, or says that it is lost', () => {
    const empty = createAnnotation({ uri: 'a', kind: 'reference', segments: [] });
    const back = read(name, write(name, [empty]));
    const losses = formatLosses([empty], name);
    if (losses.length === 0) expect(back).toEqual([empty]);
    else
      expect(losses).toEqual([
        expect.stringMatching(/no place for recordings without segments: left out a$/),
      ]);
    expect(losses.length === 0).toBe(!keeps.includes('recordings') || keeps.includes('empty recordings'));
  });

  it('refuses what it can not hold, and changes nothing', () => {
    fc.assert(
      fc.property(annotations, (given) => {
        // Neighbours and overlaps of one label become one.
        fc.pre(name !== 'tags' || given.segments.length < 2);
        let text: string;
        try {
          text = write(name, [given]);
        } catch (error) {
          expect(error).toBeInstanceOf(AnnotationError);
          return;
        }
        const back = read(name, text);
        if (given.segments.length > 0 || back.length > 0) expectSame(name, back, [given]);
      }),
    );
  });

  it('answers damaged files with annotations or an AnnotationError, never otherwise', () => {
    const random = createRandom(NAMES.indexOf(name));
    const seeds = FIXTURES.filter(({ file, text }) => detected(text, file) === name).map(({ text }) => text);
    expect(seeds).not.toEqual([]);
    let refused = 0;
    for (let round = 0; round < 400; round += 1) {
      const text = damaged(seeds[random.integer(seeds.length)]!, random);
      try {
        for (const { segments } of read(name, text))
          expect(segments.every(({ end }) => end < Infinity)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(AnnotationError);
        refused += 1;
      }
    }
    expect(refused).toBeLessThan(400);
    if (name !== 'tags') expect(refused).toBeGreaterThan(40);
  });

  it('holds no more recordings than it says', () => {
    const two = ['a', 'b'].map((uri) => createAnnotation({ uri, kind: 'reference', segments: [] }));
    if (keeps.includes('recordings')) expect(() => write(name, two)).not.toThrow();
    else expect(() => write(name, two)).toThrow(/holds one recording, and these are 2: a, b/);
  });
});

describe('detectFormat', () => {
  it.each([
    ['audacity.txt', 'audacity'],
    ['segments.csv', 'csv'],
    ['semicolons.csv', 'csv'],
    ['segments.tsv', 'tsv'],
    ['annotations.json', 'json'],
    ['meeting.rttm', 'rttm'],
    ['meeting.uem', 'uem'],
    ['long.TextGrid', 'textgrid'],
    ['short.TextGrid', 'textgrid'],
    ['utf-16.TextGrid', 'textgrid'],
    ['utf-16-be.TextGrid', 'textgrid'],
    ['interview.eaf', 'eaf'],
    ['dawn.Table.1.selections.txt', 'raven'],
    ['list.selections.txt', 'raven'],
    ['talk.vtt', 'webvtt'],
    ['talk.srt', 'srt'],
    ['movies.ava.csv', 'ava-speech'],
    ['testset.scv', 'ten-vad'],
    ['segments', 'kaldi'],
    ['street.jams', 'jams'],
    ['project.labelstudio.json', 'label-studio'],
  ])('knows %s by its content alone', (file, format) => {
    const { text } = FIXTURES.find((fixture) => fixture.file === file)!;
    expect(detectFormat(text, 'file')).toBe(format);
  });

  it('goes by the name where the content says nothing', () => {
    expect(detectFormat('', 'a.txt')).toBe('audacity');
    expect(detectFormat('', 'A.Selections.TXT')).toBe('raven');
    expect(detectFormat('n\ns\n', 'a.tags')).toBe('tags');
    expect(() => detectFormat('', 'labels')).toThrow(
      /^labels: the content has no known format, and so has the file's name; expected one of audacity, ava-speech/,
    );
  });

  it('knows JSON-MIN of Label Studio, and UEM of many channels by its name', () => {
    const region = { start: 0, end: 1, labels: ['x'] };
    expect(detectFormat(JSON.stringify([{ audio: 'a', id: 1, label: [region] }]), 'x.json')).toBe(
      'label-studio',
    );
    expect(detectFormat('a 10 0 1\n', 'q.uem')).toBe('uem');
    expect(detectFormat('a 10 0 1\n', 'q.segments')).toBe('kaldi');
    expect(() => detectFormat('a 10 0 1\n', 'q')).toThrow(/several formats.*expected one of kaldi, uem/);
  });

  it('knows the classification that classify writes', () => {
    const text = JSON.stringify({
      uri: 'a.wav',
      durationSeconds: 1,
      labels: ['noise'],
      segments: [{ start: 0, end: 1, label: 'noise', confidence: 0.9 }],
    });
    expect(detectFormat(text, 'x')).toBe('json');
    expect(annotationFormats.json.parse(text, 'x')).toEqual([
      { uri: 'a.wav', kind: 'hypothesis', segments: [{ start: 0, end: 1, label: 'noise', confidence: 0.9 }] },
    ]);
  });
});

it('fileStem leaves out folders and known extensions', () => {
  const names = ['b/dawn.Table.1.selections.txt', 'C:\\x\\dawn.wav', 'segments', '.txt', 'a.b.ava.csv'];
  expect(names.map(fileStem)).toEqual(['dawn.Table.1', 'dawn', 'segments', '.txt', 'a.b']);
});

it('formatLosses says what is left out', () => {
  const segments = [
    { start: 0, end: 1, label: 'a', confidence: 0.5, highHz: 10, note: 'x' },
    { start: 1, end: 2, label: 'b', confidence: 0.5 },
  ];
  const given = [createAnnotation({ uri: 'a', kind: 'reference', segments })];
  expect(formatLosses(given, 'json')).toEqual([]);
  expect(formatLosses(given, 'rttm')).toEqual([
    'RTTM has no place for frequencies: left out for 1 of 2 segments',
    'RTTM has no place for notes: left out for 1 of 2 segments',
  ]);
  expect(formatLosses(given, 'srt')).toHaveLength(3);

  const recordings = [...given, createAnnotation({ uri: 'b', kind: 'hypothesis', segments: [] })];
  expect(formatLosses(recordings, 'label-studio')).toEqual([
    expect.stringContaining('frequencies'),
    expect.stringContaining('notes'),
  ]);
  expect(formatLosses(recordings, 'kaldi').slice(3)).toEqual([
    'Kaldi segments has no place for recordings without segments: left out b',
    "Kaldi segments has no place for the kind of labels: those of a network, in 1 of 2 recordings, look like a person's",
  ]);

  const named = [createAnnotation({ uri: 'm1.wav', kind: 'reference', segments: [] })];
  expect(formatLosses(named, 'srt', 'out/m1.srt')).toEqual([]);
  expect(formatLosses(named, 'rttm', 'out/all.rttm')).toEqual([expect.not.stringContaining('name')]);
  expect(formatLosses(named, 'srt', 'out/all.srt')).toEqual([
    "SRT has no place for the recording's name: left out m1.wav",
  ]);
});

function detected(text: string, file: string): AnnotationFormatName {
  return detectFormat(text, file);
}

/** Some characters or words of a text replaced, removed, or repeated. */
function damaged(text: string, random: ReturnType<typeof createRandom>): string {
  const words = text.split(/(?<=[\s,;"<>:{}[\]])/);
  const junk = [
    '',
    '-1',
    '1e999',
    'NaN',
    '"',
    '\t',
    '\n',
    ',',
    '<',
    '>',
    '{',
    ']',
    '\u0000',
    '99999999',
    '-->',
    'é',
  ];
  for (let change = random.integer(4); change >= 0; change -= 1) {
    const at = random.integer(words.length);
    const kind = random.integer(4);
    if (kind === 0) words.splice(at, 1 + random.integer(3));
    else if (kind === 1) words.splice(at, 1, junk[random.integer(junk.length)]!);
    else if (kind === 2) words.splice(at, 0, words[random.integer(words.length)] ?? '');
    else words[at] = (words[at] ?? '').slice(1) + junk[random.integer(junk.length)]!;
  }
  return words.join('');
}
