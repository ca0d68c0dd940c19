import type { FeatureSpec } from '@earmark/dsp';
import type { SoundClient } from '../sound/sound-client.ts';
import type { SoundSource } from '../sound/sound-source.ts';
import { Overview, overviewScale } from './overview.svelte.ts';
import type { TaskContext } from './tasks.svelte.ts';

/**
 * Computes waveform and spectrogram of a recording, piece by piece.
 *
 * @param features what the spectrogram shows
 * @param onOverview is given the overview, still empty, as soon as the recording is open; it then grows
 * @returns the recording's length in seconds
 * @throws Error in plain words where the recording can't be decoded
 */
export async function lookAt(
  sound: SoundClient,
  source: SoundSource,
  features: FeatureSpec,
  { signal, report }: TaskContext,
  onOverview: (overview: Overview) => void,
): Promise<number> {
  let overview: Overview | undefined;
  const scale = overviewScale(features);
  const { durationSeconds } = await sound.survey(
    source,
    features,
    scale,
    {
      onStart: ({ info, samplesPerPeak }) => {
        overview = new Overview(features, scale, info, samplesPerPeak);
        onOverview(overview);
      },
      onPiece: (piece) => {
        if (!overview || signal.aborted) return;
        overview.push(piece);
        const expected = Math.max(overview.info.durationSeconds, piece.doneSeconds);
        report({ what: 'Drawing the recording', done: piece.doneSeconds / expected });
      },
    },
    signal,
  );
  if (overview) overview.isWhole = true;
  return durationSeconds;
}
