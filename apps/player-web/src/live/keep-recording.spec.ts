import { describe, expect, it } from '@jest/globals';
import { createRecordingKeeper } from './keep-recording.ts';

async function samplesOf(file: File): Promise<Int16Array> {
  return new Int16Array(await file.slice(44).arrayBuffer());
}

describe('createRecordingKeeper', () => {
  it('keeps samples as 16-bit integers, beyond full scale the nearest there is', async () => {
    const keeper = createRecordingKeeper(16_000, 60);
    keeper.push(Float32Array.of(0, 0.5, -0.5, 1 / 32768));
    keeper.push(Float32Array.of(1, -1, 7, -7));
    const file = keeper.file('live.wav');
    expect([file.name, file.type, file.size]).toEqual(['live.wav', 'audio/wav', 44 + 16]);
    expect(await samplesOf(file)).toEqual(Int16Array.of(0, 16384, -16384, 1, 32767, -32768, 32767, -32768));
    expect([keeper.seconds, keeper.bytes, keeper.full]).toEqual([8 / 16_000, 16, false]);
  });

  it('loses nothing where it hands samples over to the browser', async () => {
    const keeper = createRecordingKeeper(48_000, 600);
    const block = new Float32Array(500_000);
    const blocks = 5;
    for (let number = 0; number < blocks; number++)
      keeper.push(block.map((_, i) => ((number * block.length + i) % 30_011) / 32768));
    const file = keeper.file('live.wav');
    const samples = await samplesOf(file);
    expect(samples).toHaveLength(blocks * block.length);
    expect(samples.findIndex((sample, i) => sample !== i % 30_011)).toBe(-1);
    const header = new DataView(await file.slice(0, 44).arrayBuffer());
    expect([header.getUint32(24, true), header.getUint32(40, true)]).toEqual([48_000, 2 * samples.length]);
  });

  it('keeps as much as it may, and says so', async () => {
    const keeper = createRecordingKeeper(100, 0.05);
    keeper.push(Float32Array.of(0.1, 0.2, 0.3, 0.4));
    expect(keeper.full).toBe(false);
    keeper.push(Float32Array.of(0.5, 0.6, 0.7));
    keeper.push(Float32Array.of(0.8));
    expect([keeper.full, keeper.seconds]).toEqual([true, 0.05]);
    expect(await samplesOf(keeper.file('live.wav'))).toHaveLength(5);
  });

  it('goes on after a file was made', async () => {
    const keeper = createRecordingKeeper(8000, 60);
    keeper.push(new Float32Array(10));
    const early = keeper.file('early.wav');
    keeper.push(Float32Array.of(0.25));
    expect(
      [await samplesOf(early), await samplesOf(keeper.file('late.wav'))].map(({ length }) => length),
    ).toEqual([10, 11]);
    expect((await samplesOf(keeper.file('late.wav'))).at(-1)).toBe(8192);
  });
});
