import { parseAudacity } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { readModelArchive } from '../session/model-archive.ts';
import { trainingPackage } from './training-package.ts';

const model = { modelJson: '{}', weights: Uint8Array.of(1, 2) };
const reference = [
  { start: 0.5, end: 1.25, label: 'wren' },
  { start: 2, end: 3, label: 'noise' },
];

async function unpacked(recordingName: string) {
  const archive = trainingPackage({ recordingName, reference, model });
  const files = unzipSync(new Uint8Array(await archive.arrayBuffer()));
  return { archive, text: (path: string) => strFromU8(files[path]!) };
}

describe('trainingPackage', () => {
  it('holds a folder of manifest, labels and model', async () => {
    const { archive, text } = await unpacked('dawn.wav');
    expect(archive.name).toBe('dawn.training.zip');
    expect(text('dawn.training/manifest.csv')).toBe('path,label_path\n../dawn.wav,dawn.labels.txt\n');
    const { segments } = parseAudacity(text('dawn.training/dawn.labels.txt'), 'dawn');
    expect(segments).toEqual(reference);
    expect(text('dawn.training/README.txt')).toContain('lies beside dawn.wav');
    expect(await readModelArchive(archive)).toMatchObject(model);
  });

  it('quotes names that CSV can’t hold as they are', async () => {
    const { text } = await unpacked('dawn, "north".wav');
    expect(text('dawn, "north".training/manifest.csv')).toBe(
      'path,label_path\n"../dawn, ""north"".wav","dawn, ""north"".labels.txt"\n',
    );
  });
});
