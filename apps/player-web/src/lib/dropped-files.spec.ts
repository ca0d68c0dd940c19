import { describe, expect, it } from '@jest/globals';
import { readModel, sortFiles } from './dropped-files.ts';

const file = (name: string, content = name) => new File([content], name);

describe('sortFiles', () => {
  const [talk, model, weights] = ['talk.wav', 'model.json', 'weights.bin'].map((name) => file(name));

  it('tells recording and model apart', () => {
    expect(sortFiles([talk!])).toEqual({ recording: talk });
    expect(sortFiles([weights!, model!])).toEqual({ model: { modelJson: model, weights } });
    expect(sortFiles([weights!, talk!, model!])).toEqual({
      recording: talk,
      model: { modelJson: model, weights },
    });
    expect(sortFiles([])).toEqual({});
  });

  it('says what is missing or too much', () => {
    expect(() => sortFiles([model!])).toThrow('two files');
    expect(() => sortFiles([talk!, weights!])).toThrow('two files');
    expect(() => sortFiles([talk!, file('b.wav')])).toThrow('2 recordings');
    expect(() => sortFiles([file('silence.wav', '')])).toThrow('silence.wav is empty');
  });
});

describe('readModel', () => {
  it('reads both files', async () => {
    const files = await readModel({
      modelJson: file('model.json', '{}'),
      weights: file('weights.bin', 'AB'),
    });
    expect(files).toEqual({ modelJson: '{}', weights: Uint8Array.of(65, 66), source: 'model.json' });
  });
});
