import { annotationFormats, type AnnotationFormatName, createAnnotation, encodeText } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { exportFormats, exportLabels } from './export-labels.ts';
import { importLabels, overlapNotes, type ImportChoices } from './import-labels.ts';
import { emptyDocument } from './label-document.ts';

const recording = { name: 'dawn chorus.wav', durationSeconds: 10, label: 'speech' };
const fileOf = (text: string, name: string) => new File([text], name);
const readText = (text: string, name: string, choices?: ImportChoices) =>
  importLabels(fileOf(text, name), recording, choices);

const segments = [
  { start: 0, end: 4, label: 'noise' },
  { start: 4, end: 7.5, label: 'speech' },
  { start: 7.5, end: 10, label: 'noise' },
];

describe('every format', () => {
  it.each(exportFormats.map(({ name }) => name))('%s comes back as it went', async (format) => {
    const given = { name: recording.name, segments, durationSeconds: 10, hopSeconds: 0.01 };
    const { file } = exportLabels(given, format, { background: 'noise' });
    expect(file.name).toMatch(/^dawn chorus\./);
    const { segments: back } = await importLabels(file, recording);
    const labels: Partial<Record<AnnotationFormatName, Record<string, string>>> = {
      'ava-speech': { noise: 'NO_SPEECH', speech: 'CLEAN_SPEECH' },
      tags: { noise: 'n', speech: 's' },
    };
    const kept = ['uem', 'kaldi'].includes(format) ? [segments[1]!] : segments;
    expect(back).toEqual(
      kept.map((segment) => ({ ...segment, label: labels[format]?.[segment.label] ?? segment.label })),
    );
  });

  it('is offered', () => {
    expect(exportFormats.map(({ name }) => name).sort()).toEqual(Object.keys(annotationFormats).sort());
  });
});

describe('importLabels', () => {
  it('adds to what is there, each once, or replaces it', async () => {
    const document = { ...emptyDocument, segments: [{ start: 1, end: 2, label: 'a' }] };
    const text = '1.0\t2.0\ta\n2.0\t3.0\tb\n';
    const added = (await readText(text, 'x.txt', { mode: 'add' })).into(document);
    expect(added.segments).toEqual([document.segments[0], { start: 2, end: 3, label: 'b' }]);
    expect(added.classes.map(({ name }) => name)).toEqual(['a', 'b']);
    const replaced = (await readText('5\t6\tc\n', 'x.txt', { mode: 'replace' })).into(document);
    expect(replaced.segments).toEqual([{ start: 5, end: 6, label: 'c' }]);
  });

  it('reads other encodings', async () => {
    const bytes = encodeText('0.0\t1.0\tmüde\n', 'utf-16');
    const { segments: read } = await importLabels(new File([bytes.slice()], 'x.txt'), recording);
    expect(read[0]?.label).toBe('müde');
  });

  it('cuts what reaches a little beyond the end, and says what it left out', async () => {
    const { segments: read, notes } = await readText('9\t10.3\ta\n10.1\t10.4\ta\n', 'x.txt');
    expect(read).toEqual([{ start: 9, end: 10, label: 'a' }]);
    expect(notes).toEqual(['Left out, as the recording ends before: 1 of 2.']);
  });

  it('refuses labels of a longer recording', async () => {
    await expect(readText('0\t1\ta\n30\t35.25\ta\n', 'x.txt')).rejects.toThrow(
      'x.txt has labels up to 0:35.250, and dawn chorus.wav is only 0:10.000 long: they belong to another recording.',
    );
  });

  it('refuses labels of several others, and takes its own', async () => {
    const rttm = (name: string) => `SPEAKER ${name} 1 1.0 2.0 <NA> <NA> a <NA> <NA>\n`;
    await expect(readText(rttm('dusk') + rttm('noon'), 'x.rttm')).rejects.toThrow(
      'x.rttm has labels of dusk, noon, and none of dawn chorus.wav.',
    );
    const { segments: read, notes } = await readText(rttm('dusk') + rttm('dawn_chorus'), 'x.rttm');
    expect(read).toHaveLength(1);
    expect(notes).toEqual(['x.rttm has 2 recordings; taken over is dawn_chorus.']);
    expect((await readText(rttm('dusk'), 'x.rttm')).notes).toEqual([
      'x.rttm says that its labels belong to dusk; this is dawn chorus.wav.',
    ]);
  });

  it('passes on what was skipped, and tells of overlaps', async () => {
    const { notes, segments } = await readText('1\t1\tpoint\n1\t3\ta\n2\t4\tb\n', 'x.txt');
    expect(notes[0]).toContain('skipped 1 of 3 marks');
    expect(overlapNotes(segments)[0]).toContain('1 label overlaps another one');
    expect(overlapNotes(segments.slice(0, 1))).toEqual([]);
  });

  it('says where a file is wrong, and which formats it could be', async () => {
    await expect(readText('0\tsoon\ta\n', 'x.txt', { format: 'audacity' })).rejects.toThrow('x.txt, line 1');
    await expect(readText('hello', 'x.dat')).rejects.toThrow('expected one of');
    await expect(importLabels(new File([new Uint8Array([0xff, 0xd8])], 'x.txt'), recording)).rejects.toThrow(
      'Save the file as UTF-8',
    );
  });

  it('says that a network made them, and how long a step of a tag file is', async () => {
    const json = annotationFormats.json.format([
      createAnnotation({ uri: 'dawn chorus.wav', kind: 'hypothesis', segments }),
    ]);
    expect((await readText(json, 'x.json')).notes).toEqual([
      'x.json holds what a network heard: it is now among your labels.',
    ]);
    const tags = await readText('n\n'.repeat(20), 'x.tags');
    expect(tags.segments).toEqual([{ start: 0, end: 10, label: 'n' }]);
    expect(tags.notes[0]).toContain('20 lines for 0:10.000 make 0.5 s');
  });
});

describe('exportLabels', () => {
  it('tells what a format has no place for', () => {
    const given = { name: recording.name, segments, durationSeconds: 10, hopSeconds: 0.01 };
    expect(exportLabels(given, 'json').losses).toEqual([]);
    expect(exportLabels(given, 'uem', { label: 'speech' }).losses).toEqual([
      'UEM holds no blanks or commas in names: the recording is dawn_chorus.wav there',
      'UEM holds one class, “speech”: left out 2 of 3 segments',
    ]);
  });

  it('fills gaps with the background where there may be none', async () => {
    const given = {
      name: 'a.wav',
      segments: [{ start: 1, end: 2, label: 'bird' }],
      durationSeconds: 3,
      hopSeconds: 0.01,
    };
    const { file } = exportLabels(given, 'ten-vad', { background: 'quiet' });
    expect(await file.text()).toBe('a.wav,0.000000,1.000000,0,1.000000,2.000000,1\n');
    expect(() => exportLabels(given, 'tags', { stepSeconds: 0.5 })).toThrow('Say which is the background');
    expect(() =>
      exportLabels(
        { ...given, segments: [...given.segments, { start: 2, end: 3, label: 'frog' }] },
        'ten-vad',
        {
          background: 'quiet',
        },
      ),
    ).toThrow('expected one of noise, speech');
  });
});
