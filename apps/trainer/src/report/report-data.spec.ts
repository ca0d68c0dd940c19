import { describe, expect, it } from '@jest/globals';
import { inventedReport } from './report.fixture.ts';
import { formatReport, type Report } from './report-data.ts';

describe('formatReport', () => {
  it('writes undefined figures as null and all others in full', () => {
    const { report } = inventedReport(['noise', 'speech'], 'speech');
    const read = JSON.parse(formatReport(report)) as Report;
    const rain = report.test.recordings.findIndex(({ positiveFraction }) => positiveFraction === 0);
    expect(report.history[0]!.validRocAuc).toBeNaN();
    expect(read.history[0]!.validRocAuc).toBeNull();
    expect(read.test.recordings[rain]!.rocAuc).toBeNull();
    expect(read.test.rocAuc).toBe(report.test.rocAuc);
    expect(read.test.floors).toEqual(report.test.floors);
  });
});
