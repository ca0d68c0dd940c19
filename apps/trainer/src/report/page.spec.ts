import { describe, expect, it } from '@jest/globals';
import { renderReport } from './page.ts';
import { inventedReport } from './report.fixture.ts';
import { formatReport, type Report } from './report-data.ts';

const { report, curves, timelines } = inventedReport(['noise', 'speech'], 'speech');
const page = await renderReport(report, curves, timelines);
const labels = ['noise', 'speech', 'siren'];
const many = inventedReport(labels, 'speech');
const pageOfMany = await renderReport(many.report, many.curves, many.timelines);
const pageWithoutPictures = page.replaceAll(/base64,[^"]*/g, '');

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

describe('renderReport', () => {
  it('asks no other host and runs no script', () => {
    const addresses = [...page.matchAll(/(?:src|href|url\(|action)\s*=?\s*["']?([^"')\s>]+)/g)].map(
      ([, address]) => address!,
    );
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !address.startsWith('data:image/png;base64,'))).toEqual([]);
    expect(count(pageWithoutPictures, /<script|<link|@import|\son\w+=/gi)).toBe(0);
  });

  it('shows the figures of network and floors side by side', () => {
    const rows = [...page.matchAll(/<tr[^>]*>(?:(?!<\/tr>)[\s\S])*<\/tr>/g)].map(([row]) =>
      row.replace(/<[^>]*>|\s+/g, ' '),
    );
    const { floors } = report.test;
    for (const [name, figures] of [
      ['Network ', report.test],
      ['Floor: energy', floors.energy!],
      ['Floor: always “speech”', floors.always],
    ] as const) {
      const row = rows.find((text) => text.trim().startsWith(name))!;
      for (const figure of [figures.rocAuc, figures.f1, figures.precision, figures.recall]) {
        expect(row).toContain((figure as number).toFixed(3));
      }
    }
  });

  it('says why training ended, where there was any', async () => {
    expect(page).toContain('Training ended as no epoch was better for too long.');
    const readout = { ...report, history: [], bestEpoch: -1, ended: null };
    expect(await renderReport(readout, curves, timelines)).not.toContain('Training ended');
  });

  it('names every drawing for those who do not see it', () => {
    const drawings = count(page, /<figure>/g);
    expect(drawings).toBe(6 + timelines.length);
    expect(count(page, /role="img" aria-label="[^"]{10,}"/g)).toBe(drawings);
    expect(count(page, /<table/g)).toBe(count(page, /<caption>/g));
  });

  it('draws no NaN, and nothing that two drawings would share by an id', () => {
    expect(count(pageWithoutPictures, /NaN|undefined</g)).toBe(0);
    expect(count(pageWithoutPictures, /\sid="/g)).toBe(0);
  });

  it('embeds a spectrogram in every timeline, with reference and hypothesis as text', () => {
    expect(count(page, /class="spectrogram"><svg [^>]*><image [^>]*href="data:image\/png;base64,/g)).toBe(
      timelines.length,
    );
    expect(count(page, />reference</g)).toBe(timelines.length);
    expect(count(page, />hypothesis</g)).toBe(timelines.length);
  });

  it('lists the worst recording first, and – for what is undefined', () => {
    const uris = [...page.matchAll(/<th scope="row">(invented[^<]*)</g)].map(([, uri]) => uri);
    const accuracy = new Map(report.test.recordings.map((row) => [row.uri, row.accuracy as number]));
    const shown = uris.map((uri) => accuracy.get(uri!)!);
    expect(shown).toHaveLength(report.test.recordings.length);
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));
    expect(page).toContain('<td>–</td>');
  });

  it('is the same page for report.json as for the report in memory', async () => {
    const read = JSON.parse(formatReport(report)) as Report;
    expect(await renderReport(read, curves, timelines)).toBe(page);
  });

  it('escapes names that look like HTML', async () => {
    const named = await renderReport({ ...report, name: '<b>run</b>' }, curves, []);
    expect(named).toContain('<h1>&lt;b&gt;run&lt;/b&gt;</h1>');
    expect(named).toContain('corpus &lt;that&gt; never was');
  });

  it('shows a row and a curve for every label when there are more than two', () => {
    for (const label of labels) {
      expect(pageOfMany).toContain(`Network: ${label}`);
    }
    expect(count(page, /class="posterior"/g)).toBe(timelines.length);
    expect(count(pageOfMany, /class="posterior"/g)).toBe(labels.length * many.timelines.length);
    expect(many.curves.roc.map(({ name }) => name)).toEqual([...labels, 'energy floor']);
  });

  it('folds a long list of recordings', async () => {
    const recordings = Array.from({ length: 50 }, (_, i) => ({
      ...report.test.recordings[0]!,
      uri: `${i}.wav`,
    }));
    const text = await renderReport({ ...report, test: { ...report.test, recordings } }, curves, []);
    expect(text).toContain('<summary>30 more recordings</summary>');
    expect(count(text, /<th scope="row">\d+\.wav</g)).toBe(50);
  });
});
