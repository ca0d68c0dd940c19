import { describe, expect, it } from '@jest/globals';
import { microphoneProblem, noMicrophoneProblem } from './microphone-problem.ts';

describe('microphoneProblem', () => {
  it.each([
    ['NotAllowedError', 'Permission denied', 'Allow it in the browser'],
    ['NotAllowedError', 'Permission denied by system', 'settings of the system'],
    ['NotFoundError', 'Requested device not found', 'No microphone was found'],
    ['OverconstrainedError', '', 'Choose another one'],
    ['NotReadableError', 'Could not start audio source', 'another program'],
    ['AbortError', 'Starting audio failed', 'could not be opened: Starting audio failed'],
    ['SecurityError', '', 'could not be opened: SecurityError'],
  ])('says what to do about %s (%s)', (name, message, words) => {
    expect(microphoneProblem(new DOMException(message, name))).toContain(words);
  });
});

describe('noMicrophoneProblem', () => {
  it('explains plain http with the address, and an old browser without', () => {
    const plain = noMicrophoneProblem(false, 'http://192.168.1.7:3333');
    expect(plain).toContain('this one came from http://192.168.1.7:3333');
    expect(plain).toContain('https');
    expect(noMicrophoneProblem(true, 'https://earmark.example')).toContain(
      'This browser can’t use microphones',
    );
  });
});
