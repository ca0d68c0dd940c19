import { describe, expect, it } from '@jest/globals';
import {
  concatenate,
  createPeakStream,
  defaultFeatures,
  levelScale,
  spectrogram,
  spectrogramLevels,
} from '@earmark/dsp';
import { openSound } from './open-sound.ts';
import { SAMPLES_PER_PEAK, surveySound, type SurveyPiece } from './survey-sound.ts';

const features = defaultFeatures;
const scale = levelScale(features, 32);
const audio = {
  samples: Float32Array.from({ length: 100_001 }, (_, index) => 0.4 * Math.sin(index ** 1.3 / 500)),
  sampleRate: 22050,
};

async function survey(workMilliseconds: number, signal = new AbortController().signal) {
  const pieces: SurveyPiece[] = [];
  const onPiece = (piece: SurveyPiece) => pieces.push(piece);
  const surveyed = await surveySound(await openSound(audio), {
    features,
    scale,
    onPiece,
    signal,
    workMilliseconds,
  });
  return { pieces, surveyed };
}

describe('surveySound', () => {
  it.each([0, Infinity])('hands over all peaks and levels, after %d ms of work each', async (work) => {
    const { pieces, surveyed } = await survey(work);
    const peaks = createPeakStream(SAMPLES_PER_PEAK);
    const [body, tail] = [peaks.push(audio.samples), peaks.flush()];
    expect(concatenate(pieces.map((piece) => piece.peaks.least))).toEqual(
      concatenate([body.least, tail.least]),
    );
    expect(concatenate(pieces.map((piece) => piece.peaks.most))).toEqual(concatenate([body.most, tail.most]));
    const seen = await spectrogram(audio, features);
    const levels = pieces.flatMap((piece) => [...piece.levels]);
    expect(levels).toEqual([...spectrogramLevels(seen.values, seen.bands, scale)]);
    expect(surveyed).toEqual({ durationSeconds: 100_001 / 22050 });
  });

  it('hands over the first second at once, and then after so much work', async () => {
    const done = async (work: number) => (await survey(work)).pieces.map(({ doneSeconds }) => doneSeconds);
    expect(await done(0)).toEqual([1, 2, 3, 4, 100_001 / 22050, 100_001 / 22050]);
    expect(await done(Infinity)).toEqual([1, 100_001 / 22050]);
  });

  it('stops where it is no longer wanted', async () => {
    const controller = new AbortController();
    const pieces: SurveyPiece[] = [];
    const surveyed = surveySound(await openSound(audio), {
      features,
      scale,
      signal: controller.signal,
      workMilliseconds: 0,
      onPiece: (piece) => {
        pieces.push(piece);
        controller.abort();
      },
    });
    await expect(surveyed).rejects.toMatchObject({ name: 'AbortError' });
    expect(pieces).toHaveLength(1);
  });
});
