import { describe, expect, it } from '@jest/globals';
import { assertColumns, groupedFigures } from './grouped-figures.ts';
import { measureClassifier } from './measure-classifier.ts';
import { rain, talk, tinyContract } from './tiny-corpus.fixture.ts';

const withColumns = (columns: Readonly<Record<string, string>>) => ({
  ...talk,
  recording: { ...talk.recording, columns: { kind: 'mixed', ...columns } },
});

function grouped(column: string, ...heard: (typeof talk)[]) {
  const { measured, figures } = measureClassifier({ contract: tinyContract }, heard, 'speech', null);
  const recordings = heard.map(({ recording }) => recording);
  return groupedFigures(column, recordings, measured, figures.recallThreshold).groups;
}

describe('groupedFigures', () => {
  it('measures each group by the threshold of all', () => {
    const [mixed, noise] = grouped('kind', talk, rain);
    expect(mixed).toMatchObject({ value: 'mixed', recordings: 1, seconds: 1 });
    expect(mixed!.figures).toMatchObject({ recall: 1, falseAlarmTime: null });
    expect(noise).toMatchObject({ value: 'noise', recordings: 1, figures: { rocAuc: null } });
    expect(noise!.figures.falseAlarmTime).toBeCloseTo(0.1, 12);
  });

  it('bins what is in dB, from low to high, and leaves out what has none', () => {
    const heard = ['12', '-0.1', '', '3.2', '5'].map((snr) => withColumns({ snr_db: snr }));
    expect(grouped('snr_db', ...heard).map(({ value, recordings }) => [value, recordings])).toEqual([
      ['-5 to 0', 1],
      ['0 to 5', 1],
      ['5 to 10', 1],
      ['10 to 15', 1],
    ]);
  });

  it('does not bin other numbers, nor a column in dB that holds words', () => {
    expect(
      grouped('room', withColumns({ room: '12' }), withColumns({ room: '14' })).map(({ value }) => value),
    ).toEqual(['12', '14']);
    const mixed = ['loud', '3'].map((snr) => withColumns({ snr_db: snr }));
    expect(grouped('snr_db', ...mixed).map(({ value }) => value)).toEqual(['3', 'loud']);
  });

  it('knows the split without a column of that name', () => {
    expect(grouped('split', talk, rain)).toMatchObject([{ value: 'test', recordings: 2 }]);
  });
});

describe('assertColumns', () => {
  it('names the columns that there are', () => {
    expect(() => assertColumns(['snr_db', 'kind'], [talk.recording])).not.toThrow();
    expect(() => assertColumns(['snr'], [talk.recording])).toThrow(
      'there is no column "snr" to group by; found fold, kind, snr_db, speaker, split',
    );
  });
});
