import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, FrameGrid, spectrogram } from '@earmark/dsp';
import { openRecording, readAudio } from './open-recording.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';
import { spectrogramOverview } from './spectrogram-overview.ts';

const folder = useFolder();
const whole = { fromSeconds: 0, toSeconds: Infinity };

/** Seven seconds that get louder, at another rate than the features'. */
async function swell(): Promise<string> {
  const samples = sine(7 * 22_050, 1000, 22_050).map((sample, i) => (sample * i) / (7 * 22_050));
  return folder.write('swell.wav', wavBytes([samples], { sampleRate: 22_050 }));
}

describe('spectrogramOverview', () => {
  it('is the spectrogram where it fits', async () => {
    const path = await swell();
    const { values, frames } = await spectrogram(await readAudio(path), defaultFeatures);
    const overview = await spectrogramOverview(await openRecording(path), defaultFeatures, whole);
    expect(overview).toMatchObject({ frames, bands: 64, startFrame: 0, framesPerColumn: 1 });
    expect([...overview.values]).toEqual([...values]);
  });

  it.each([
    [2, 3.5],
    [0, 0.01],
    [6.5, 100],
  ])('holds the frames from %d s to %d s and reads no further', async (fromSeconds, toSeconds) => {
    const path = await swell();
    const all = await spectrogram(await readAudio(path), defaultFeatures);
    const grid = new FrameGrid(defaultFeatures);
    const progress: number[] = [];
    const overview = await spectrogramOverview(
      await openRecording(path),
      defaultFeatures,
      { fromSeconds, toSeconds },
      (seconds) => progress.push(seconds),
    );
    const { startFrame = 0, frames, values } = overview;
    const endFrame = startFrame + frames;
    expect(Math.abs(grid.centreSeconds(startFrame) - Math.max(fromSeconds, 0.0125))).toBeLessThanOrEqual(
      0.0051,
    );
    expect(endFrame).toBe(Math.min(all.frames, grid.frameAt(toSeconds) + 1));
    expect([...values]).toEqual([...all.values.subarray(startFrame * 64, endFrame * 64)]);
    expect(progress.at(-1)).toBeLessThan(toSeconds + 2);
  });

  it('hears of every second that is there, and says where a file that is cut off ends', async () => {
    const bytes = await flacBytes([Int32Array.from(sine(8 * 16_000, 1000, 16_000), (x) => 32_767 * x)]);
    const path = await folder.write('cut.flac', bytes.subarray(0, bytes.length >> 1));
    const recording = await openRecording(path);
    expect(recording.durationSeconds).toBe(8);
    const there = (await readAudio(path)).samples.length / 16_000;
    const progress: number[] = [];
    await spectrogramOverview(recording, defaultFeatures, whole, (seconds) => progress.push(seconds));
    expect(progress.slice(0, -1)).toEqual([1, 2, 3]);
    expect(progress.at(-1)).toBe(there);
    await expect(
      spectrogramOverview(recording, defaultFeatures, { fromSeconds: 6, toSeconds: 7 }),
    ).rejects.toThrow(
      `cut.flac: no frame lies from 6 s to 7 s; expected a stretch of its ${there.toFixed(3)} s`,
    );
  });

  it('refuses a stretch without a frame', async () => {
    const recording = await openRecording(await swell());
    await expect(
      spectrogramOverview(recording, defaultFeatures, { fromSeconds: 9, toSeconds: 10 }),
    ).rejects.toThrow(/swell\.wav: no frame lies from 9 s to 10 s; expected a stretch of its 7\.000 s/);
  });
});
