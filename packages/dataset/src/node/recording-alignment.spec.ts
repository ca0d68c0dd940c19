import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../random.ts';
import { bursts } from './bursts.fixture.ts';
import { openRecording } from './open-recording.ts';
import { alignRecordings } from './recording-alignment.ts';
import { useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const event = bursts(6);

const recording = async (name: string, samples: Float32Array, sampleRate = 16_000) =>
  openRecording(await folder.write(name, wavBytes([samples], { encoding: 'float32', sampleRate })));

describe('alignRecordings', () => {
  it('finds by how much one recording began later, though it is quieter and noisier', async () => {
    const random = createRandom(6);
    const a = await recording('a.wav', event);
    const late = await recording(
      'late.wav',
      event.subarray(12_344).map((sample) => 0.1 * sample + 0.002 * random.normal()),
    );
    const there = await alignRecordings(a, late, 3);
    expect(there.offsetSeconds).toBeCloseTo(12_344 / 16_000, 2);
    expect(there.correlation).toBeGreaterThan(0.9);
    const back = await alignRecordings(late, a, 3);
    expect(back.offsetSeconds).toBe(-there.offsetSeconds);
  });

  it('finds it at other sample rates too', async () => {
    const a = await recording('a.wav', event);
    const everySecond = event.filter((_, i) => i >= 8000 && i % 2 === 0);
    const slow = await recording('slow.wav', everySecond, 8000);
    expect((await alignRecordings(a, slow, 1)).offsetSeconds).toBeCloseTo(0.5, 2);
  });

  it('names a recording that is too short for it', async () => {
    const [a, short] = [
      await recording('a.wav', event),
      await recording('short.wav', event.subarray(0, 150)),
    ];
    await expect(alignRecordings(a, short, 1)).rejects.toThrow(
      /short\.wav: the recording lasts 0\.0094 s; expected at least one frame of 0\.0100 s/,
    );
  });

  it('says where recordings have nothing to do with each other', async () => {
    const a = await recording('a.wav', event);
    const reversed = await recording('reversed.wav', event.toReversed());
    expect((await alignRecordings(a, reversed, 2)).correlation).toBeLessThan(0.6);
  });
});
