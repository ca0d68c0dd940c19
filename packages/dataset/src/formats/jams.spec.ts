import { describe, expect, it } from '@jest/globals';
import { jams } from './jams.ts';
import { sample } from './samples.fixture.ts';

const STREET = sample('street.jams');
const file = (observation: object) =>
  JSON.stringify({ annotations: [{ namespace: 'tag_open', data: [observation] }], file_metadata: {} });

describe('the JAMS format', () => {
  it('reads segments and tags of every namespace, or of one', () => {
    expect(jams.parse(STREET, 'a')[0]?.segments).toEqual([
      { start: 0, end: 10, label: 'street', confidence: 1 },
      { start: 0.5, end: 2.75, label: 'car horn' },
      { start: 4.1, end: 4.3, label: 'dog', confidence: 0.6 },
    ]);
    expect(jams.parse(STREET, 'a', { tier: 'segment_open' })[0]?.segments).toHaveLength(2);
    expect(() => jams.parse(STREET, 'a', { tier: 'chord' })).toThrow(
      /no such tier as "chord"; .*: tag_open, segment_open, beat/,
    );
  });

  it("reads Scaper's events, and skips those that have no length", () => {
    const event = { time: 1, duration: 2, value: { label: 'dog', snr: 6 }, confidence: 1 };
    const data = [event, { ...event, duration: 0 }];
    const text = JSON.stringify({ annotations: [{ namespace: 'scaper', data }], file_metadata: {} });
    const said: string[] = [];
    const [found] = jams.parse(text, 'a', { onSkip: (message) => said.push(message) });
    expect(found?.segments).toEqual([{ start: 1, end: 3, label: 'dog', confidence: 1 }]);
    expect(said).toHaveLength(1);
  });

  it('writes what its schema requires', () => {
    const [annotation] = jams.parse(STREET, 'a', { tier: 'segment_open' });
    const written = JSON.parse(jams.format([annotation!], { durationSeconds: 10 }));
    expect(written).toMatchObject({
      annotations: [
        {
          namespace: 'segment_open',
          data: [
            { time: 0.5, duration: 2.25, value: 'car horn', confidence: null },
            { time: 4.1, duration: 0.2, value: 'dog', confidence: 0.6 },
          ],
          sandbox: {},
        },
      ],
      file_metadata: { duration: 10 },
      sandbox: {},
    });
  });

  it.each([
    ['[]', /^a: the value: /],
    [file({ time: 0, duration: 1, value: 5 }), /^a: annotations\.0\.data\.0\.value: .*string/],
    [file({ time: 1, duration: -1, value: 'x' }), /^a: annotations\.0\.data\.0: end is 0; expected seconds/],
    [
      file({ time: 0, duration: 1, value: 'x' }).replace('tag_open', 'beat'),
      /^a: found the namespaces beat; expected segment_…/,
    ],
  ])('refuses %s', (text, message) => {
    expect(() => jams.parse(text, 'a')).toThrow(message);
  });
});
