import { annotationFormats } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { modelArchive } from './model-archive.ts';
import { LABEL_ENDINGS, readModel, sortFiles } from './dropped-files.ts';

const file = (name: string, content = name) => new File([content], name);

describe('sortFiles', () => {
  const [talk, model, weights] = ['talk.wav', 'model.json', 'weights.bin'].map((name) => file(name));

  it('tells recording, labels and model apart', () => {
    expect(sortFiles([talk!])).toEqual({ recording: talk });
    expect(sortFiles([weights!, model!])).toEqual({ model: { modelJson: model, weights } });
    const [labels, archive, nameless] = ['talk.TextGrid', 'birds.zip', 'recording'].map((name) => file(name));
    expect(sortFiles([weights!, labels!, talk!, model!])).toEqual({
      recording: talk,
      labels,
      model: { modelJson: model, weights },
    });
    expect(sortFiles([archive!])).toEqual({ model: { archive } });
    expect(sortFiles([nameless!])).toEqual({ recording: nameless });
    const json = file('talk.json');
    expect(sortFiles([json])).toEqual({ labels: json });
    expect(sortFiles([])).toEqual({});
  });

  it('knows how the names of all label files end', () => {
    for (const { extensions } of Object.values(annotationFormats))
      for (const extension of extensions) {
        const labels = file(`a${extension}`);
        expect(sortFiles([labels])).toEqual({ labels });
      }
    expect(new Set(LABEL_ENDINGS).size).toBe(LABEL_ENDINGS.length);
  });

  it('says what is missing or too much', () => {
    expect(() => sortFiles([model!])).toThrow('two files');
    expect(() => sortFiles([talk!, weights!])).toThrow('two files');
    expect(() => sortFiles([talk!, file('b.wav')])).toThrow('2 recordings');
    expect(() => sortFiles([file('a.txt'), file('b.srt')])).toThrow('2 label files');
    expect(() => sortFiles([file('silence.wav', '')])).toThrow('silence.wav is empty');
  });
});

describe('readModel', () => {
  it('reads two files, or an archive', async () => {
    const files = await readModel({
      modelJson: file('model.json', '{}'),
      weights: file('weights.bin', 'AB'),
    });
    expect(files).toEqual({ modelJson: '{}', weights: Uint8Array.of(65, 66), source: 'model.json' });
    const archive = modelArchive('a.zip', files);
    expect(await readModel({ archive })).toEqual({ ...files, source: 'a.zip' });
  });
});
