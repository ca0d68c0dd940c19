import { describe, expect, it } from '@jest/globals';
import { readWithWarnings, useFolder, wavBytes } from '../recordings.fixture.ts';

const folder = useFolder();

describe('samples that are not finite', () => {
  it('are silent, and are said once', async () => {
    const samples = new Array<number>(40_000).fill(0.5);
    samples[20_000] = NaN;
    samples[20_001] = -Infinity;
    samples[39_999] = 1e300;
    const path = await folder.write('a.wav', wavBytes([samples], { encoding: 'float64' }));
    const read = await readWithWarnings(path);
    const expected = new Float32Array(40_000).fill(0.5);
    for (const index of [20_000, 20_001, 39_999]) expected[index] = 0;
    expect(read.samples).toEqual(expected);
    expect(read.warnings).toEqual(['3 samples are not finite and read as silence, the first at 1.250000 s']);
  });

  it('are said also where the reader stops early', async () => {
    const path = await folder.write('a.wav', wavBytes([[0, NaN, 0]], { encoding: 'float32' }));
    const { recording } = await readWithWarnings(path);
    for await (const _ of recording.chunks()) break;
    expect(recording.warnings).toEqual(['1 sample is not finite and read as silence, at 0.000063 s']);
  });

  it('silence the mean, but not the other channel', async () => {
    const path = await folder.write('a.wav', wavBytes([[NaN], [0.5]], { encoding: 'float32' }));
    expect([...(await readWithWarnings(path)).samples]).toEqual([0]);
    const right = await readWithWarnings(path, { channel: 1 });
    expect([...right.samples]).toEqual([0.5]);
    expect(right.warnings).toEqual([]);
  });
});
