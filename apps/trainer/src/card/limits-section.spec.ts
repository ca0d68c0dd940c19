import { buildNetwork, selectBackend } from '@earmark/models';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluateClassifier } from '../evaluation/evaluate-classifier.ts';
import type { Evaluation } from '../evaluation/evaluation-data.ts';
import { rain, talk, tinyContract } from '../evaluation/tiny-corpus.fixture.ts';
import type { CardContent } from './card-content.ts';
import { limitsSection } from './limits-section.ts';

let evaluation: Evaluation;
beforeAll(async () => {
  await selectBackend('cpu');
  const network = buildNetwork(tinyContract.architecture, { windowFrames: 9, bands: 12, labels: 2 }, 1);
  ({ evaluation } = evaluateClassifier({ contract: tinyContract, network }, [talk, rain], {
    ...{ createdAt: '2026-01-01T00:00:00Z', command: 'evaluate', backend: 'cpu', modelName: 'tiny' },
    by: ['kind'],
    data: {
      corpora: ['a/town/manifest.csv'],
      split: 'all',
      choice: { only: { kind: ['x', 'y'] } },
      collarSeconds: 0,
    },
  }));
});

const limits = (changed: Partial<CardContent> = {}) =>
  limitsSection({
    contract: tinyContract,
    report: { positiveLabel: 'speech', test: evaluation } as unknown as CardContent['report'],
    evaluations: [evaluation],
    ...changed,
  });

describe('limitsSection', () => {
  it('names the worst groups', () => {
    // 0.05 s too much for 0.4 s of speech, and 5 of 60 frames without it as certain as those with it.
    const where = 'town (kind x or y), all splits, by kind';
    expect(limits()).toContain(
      `- ${where}: “mixed” is hardest, with a detection error rate of 12.5 % and a ROC-AUC of 0.958.\n`,
    );
    // 10 of 100 frames reach 0.9, as 95 % of the speech do.
    expect(limits()).toContain(`- ${where}: of what holds no speech, “noise” is called so most, 10.0 % of `);
  });

  it('says what boundaries cost, where they cost anything', () => {
    const withRates = (...rates: number[]) => {
      const { network } = evaluation;
      const detectionErrors = network.detectionErrors.map((errors, at) => ({ ...errors, rate: rates[at]! }));
      const test = { ...evaluation, network: { ...network, detectionErrors } };
      return limits({ report: { positiveLabel: 'speech', test } as unknown as CardContent['report'] });
    };
    expect(withRates(0.3, 0.2, 0.125)).toContain(
      'In the test split the detection error rate is 30.0 %, and 12.5 % where the 0.25 s on both sides of every boundary do not count.',
    );
    expect(withRates(0.3, 0.3, 0.3)).not.toContain('on both sides');
  });

  it('admits that energy is as good, and that there is little to measure on', () => {
    expect(limits()).toContain('- 2 recordings make up the test split: too few');
    expect(limits()).not.toContain('than their energy');
    const network = { ...evaluation.network, rocAuc: evaluation.floors.energy!.rocAuc };
    expect(limits({ evaluations: [{ ...evaluation, network }] })).toContain(
      '- In town (kind x or y), all splits it ranks frames no better than their energy does.',
    );
  });

  it('says what holds for every model, and of human sounds where they matter', () => {
    expect(limits()).toMatch(/up to 45 ms after/);
    expect(limits()).toContain('laughter');
    const report = { positiveLabel: 'bird', test: evaluation } as unknown as CardContent['report'];
    expect(limits({ report })).not.toContain('laughter');
  });
});
