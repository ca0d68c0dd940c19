import { corpusNames } from '../chosen-corpora.ts';
import type { Evaluation } from '../evaluation/evaluation-data.ts';

/**
 * What an evaluation is called: its corpora, which rows of them where not all, and the split.
 *
 * @example evaluationTitle(evaluation) // 'dev (kind mixed), test split'
 */
export function evaluationTitle({ data: { corpora, split, choice } }: Evaluation): string {
  const only = Object.entries(choice.only ?? {}).map(
    ([column, values]) => `${column} ${values.join(' or ')}`,
  );
  const rows = only.length > 0 ? ` (${only.join(', ')})` : '';
  return `${corpusNames(corpora).join(' and ')}${rows}, ${split === 'all' ? 'all splits' : `${split} split`}`;
}
