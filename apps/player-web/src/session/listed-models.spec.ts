import { describe, expect, it } from '@jest/globals';
import { listedModels } from './listed-models.ts';

const offer = (name: string, rocAuc: number | null = null) => ({
  ...{ name, url: `/api/models/${name}`, labels: ['noise', 'speech'], createdAt: '' },
  test: { rocAuc, f1: null },
});
const entry = (name: string) => ({ name, labels: ['noise', 'wren'], keptAt: '' });
const files = (source: string) => ({ modelJson: '{}', weights: Uint8Array.of(1), source });
const unkept = { name: 'taught on dawn.wav', files: files('taught'), isDownloaded: false };
const read = async (name: string) => files(`kept ${name}`);

describe('listedModels', () => {
  it('lists what was just taught, what is kept and what is offered', async () => {
    const listed = listedModels({ unkept, kept: [entry('birds')], read }, [
      offer('lstm', 0.98),
      offer('gru'),
    ]);
    expect(listed.map(({ shown }) => shown)).toEqual([
      'taught on dawn.wav (not kept)',
      'birds (kept here)',
      'lstm (ROC-AUC 0.980)',
      'gru',
    ]);
    expect(await listed[0]!.read()).toBe(unkept.files);
    expect((await listed[1]!.read()).source).toBe('kept birds');
  });

  it('lists no name twice', () => {
    const kept = [entry('lstm'), entry(unkept.name)];
    const listed = listedModels({ unkept, kept, read }, [offer('lstm')]);
    expect(listed.map(({ shown }) => shown)).toEqual(['taught on dawn.wav (not kept)', 'lstm (kept here)']);
  });
});
