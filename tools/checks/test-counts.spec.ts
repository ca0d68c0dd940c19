import { describe, expect, it } from '@jest/globals';
import { closingLine, countJest, countPlaywright, sumCounts } from './test-counts.ts';

describe('the counts of a run', () => {
  it('count a test file that did not run as a failure', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 3,
      numRuntimeErrorTestSuites: 1,
    };
    expect(countJest(report)).toEqual({ passed: 7, failed: 2, skipped: 5 });
  });

  it('count a browser test that passed at the second try as a failure', () => {
    const report = { stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 0 } };
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 2, skipped: 0 });
  });

  it('end with one line', () => {
    const total = sumCounts([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 41, failed: 0, skipped: 0 },
    ]);
    expect(closingLine(total)).toBe('42 passed, 0 failed');
    expect(closingLine({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped');
  });
});
