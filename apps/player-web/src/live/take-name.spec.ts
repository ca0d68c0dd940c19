import { describe, expect, it } from '@jest/globals';
import { takeName } from './take-name.ts';

describe('takeName', () => {
  const started = new Date(2026, 0, 3, 7, 5, 59);

  it('tells day and minute', () => {
    expect(takeName(started, [])).toBe('live 2026-01-03 07.05.wav');
  });

  it('is never that of another recording', () => {
    const taken = ['live 2026-01-03 07.05.wav', 'live 2026-01-03 07.05 (2).wav'];
    expect(takeName(started, taken)).toBe('live 2026-01-03 07.05 (3).wav');
  });
});
