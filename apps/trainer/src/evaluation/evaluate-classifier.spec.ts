import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildNetwork, selectBackend } from '@earmark/models';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HeardRecording } from '../held-out.ts';
import { renderEvaluation } from '../report/evaluation-page.ts';
import { evaluateClassifier } from './evaluate-classifier.ts';
import { evaluationSchema, readEvaluation } from './evaluation-data.ts';
import { evaluationText } from './evaluation-text.ts';
import { rain, talk, tinyContract } from './tiny-corpus.fixture.ts';

let folder: string;
beforeAll(async () => {
  await selectBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'earmark-'));
});
afterAll(() => rm(folder, { recursive: true }));

function evaluated(heard: readonly HeardRecording[], contract = tinyContract) {
  const { architecture, windows, features, labels } = contract;
  const shape = { windowFrames: windows.frames, bands: features.bands, labels: labels.length };
  return evaluateClassifier({ contract, network: buildNetwork(architecture, shape, 1) }, heard, {
    ...{ createdAt: '2026-01-01T00:00:00Z', command: 'evaluate', backend: 'cpu', modelName: 'tiny <model>' },
    by: ['kind', 'snr_db'],
    data: { corpora: ['tiny'], split: 'test', choice: {}, collarSeconds: 0 },
  });
}

describe('evaluateClassifier', () => {
  it('says what was measured, and how well posteriors are calibrated', () => {
    const { evaluation } = evaluated([talk, rain]);
    expect(evaluation).toMatchObject({
      positiveLabel: 'speech',
      data: {
        recordings: 2,
        seconds: 2,
        secondsPerLabel: { noise: expect.closeTo(1.6, 9), speech: expect.closeTo(0.4, 9) },
      },
      groupings: [{ column: 'kind' }, { column: 'snr_db', groups: [{ value: '0 to 5' }] }],
      perLabel: [],
    });
    // 110 frames of confidence 0.9, of which 95 are right; 90 of 0.8, all right.
    const error = expect.closeTo((110 * (0.9 - 95 / 110) + 90 * 0.2) / 200, 6);
    expect(evaluation.calibration).toEqual({
      method: 'temperature',
      temperature: 1,
      errorBefore: error,
      errorAfter: error,
    });
  });

  it('shows what an isotonic calibration changes', () => {
    const curve = [
      { score: 0.1, probability: 0 },
      { score: 0.9, probability: 40 / 55 },
    ];
    const { evaluation } = evaluated([talk], {
      ...tinyContract,
      calibration: { temperature: 1, isotonic: [curve] },
    });
    // 45 frames called speech with 0.9, then 0.727, of which 40 are right; 55 others with 0.9, then 1, all right.
    const { method, errorBefore, errorAfter } = evaluation.calibration;
    expect(method).toBe('isotonic');
    expect(errorBefore).toBeCloseTo(0.95 - 0.9, 6);
    expect(errorAfter).toBeCloseTo((40 - 45 * (40 / 55)) / 100, 6);
  });

  it('measures every label by itself where there are more than two', () => {
    const asThree = (heard: HeardRecording): HeardRecording => ({
      ...heard,
      logits: Float32Array.from({ length: 300 }, (_, i) =>
        i % 3 === 2 ? -9 : heard.logits[Math.floor(i / 3) * 2 + (i % 3)]!,
      ),
    });
    const { evaluation } = evaluated([asThree(talk), asThree(rain)], {
      ...tinyContract,
      labels: ['noise', 'speech', 'music'],
    });
    expect(evaluation.perLabel.map(({ label, figures }) => [label, figures.recall])).toEqual([
      ['noise', expect.closeTo(145 / 160, 12)],
      ['speech', 1],
      ['music', null],
    ]);
  });

  it('is the same once it was written and read', async () => {
    const { evaluation } = evaluated([talk, rain]);
    const path = join(folder, 'evaluation.json');
    await writeFile(path, JSON.stringify(evaluation));
    expect(await readEvaluation(path)).toEqual(evaluation);
    await writeFile(path, JSON.stringify({ ...evaluation, mood: 'good' }));
    await expect(readEvaluation(path)).rejects.toThrow(/evaluation\.json is no evaluation: .*mood/);
  });

  it.each([
    ['speech and noise', [talk, rain], 4],
    ['noise alone', [rain], 1],
    ['a single recording', [talk], 4],
  ])('writes %s as a page and as text', async (_, heard, drawings) => {
    const { evaluation, curves } = evaluated(heard);
    expect(evaluationSchema.parse(JSON.parse(JSON.stringify(evaluation)))).toEqual(evaluation);
    const page = await renderEvaluation(evaluation, curves);
    expect([...page.matchAll(/<figure>/g)]).toHaveLength(drawings);
    expect(page).toContain('<h1>tiny &lt;model&gt; on tiny</h1>');
    expect(page).not.toMatch(/NaN|undefined<|\sid="|<script|(?:src|href)="http/);
    expect(evaluationText(evaluation)).not.toMatch(/NaN|undefined|null/);
  });

  it('prints figures in columns, and groups beneath', () => {
    const text = evaluationText(evaluated([talk, rain]).evaluation);
    expect(text).toMatch(/^ +network +95 % +energy ≥ -20\.0 dB +always speech$/m);
    expect(text).toMatch(/^detection error rate +37\.5 % +12\.5 % to 37\.5 % +125\.0 % +400\.0 %$/m);
    expect(text).toMatch(/^noise +1 +1\.0 s +– .* 10\.0 %$/m);
  });
});
