import type { Audio } from './audio.ts';
import { compressionFormula } from './compression.ts';
import { concatenate } from './concatenate.ts';
import { copySamples } from './copy-samples.ts';
import { parseFeatureSpec, type FeatureSpec } from './feature-spec.ts';
import { createFilterBank } from './filter-bank.ts';
import { createFrameStream, frameStreamBlock, type FrameStream } from './frame-stream.ts';
import { createPcen } from './pcen.ts';
import { createFrameKernel } from './wasm/frame-kernel.ts';
import { createWindow } from './window.ts';

/**
 * A matrix of values that knows how it was made: value (frame t, band b) is `values[t * bands + b]`, in decibels unless the
 * features say otherwise (`valueUnit`), within `valueRange(features)` for sound. Its time axis is `new FrameGrid(features)`.
 */
export interface Spectrogram {
  readonly values: Float32Array;
  readonly frames: number;
  readonly bands: number;
  readonly features: FeatureSpec;
}

/** Turns samples into rows of `bands` values, one a frame, as they arrive. */
export type SpectrogramStream = FrameStream;

/**
 * A stream from samples to the frames of a spectrogram. However the samples are cut into pieces, the frames are the same, bit
 * by bit.
 *
 * Power is |X|² of the windowed frame's FFT (not scaled), magnitude |X|; a band sums them through its filter, and
 * `featureSpecSchema` says what becomes of the sum. All is computed in 64 bits. With `reference` 1 and `floorDb` -100, decibels are
 * `librosa.power_to_db(librosa.feature.melspectrogram(…, center=False), ref=1, amin=1e-10, top_db=None)`.
 *
 * @param features what the frames are
 * @param inputSampleRate of the samples that will be pushed, in Hz; they are resampled where it differs from the features'
 * @throws RangeError for a bad spec or sample rate
 * @example
 * const stream = await createSpectrogramStream(defaultFeatures);
 * stream.push(new Float32Array(560)).length; // 128: two frames of 64 bands
 */
export async function createSpectrogramStream(
  features: FeatureSpec,
  inputSampleRate: number = features.sampleRate,
): Promise<SpectrogramStream> {
  const spec = parseFeatureSpec(features);
  const { frameLength, hopLength, bands } = spec;
  const kernel = await createFrameKernel({
    window: createWindow(spec.window, frameLength),
    fftLength: spec.fftLength,
    quantity: spec.quantity,
    sampleCapacity: frameLength + frameStreamBlock,
    bandValues: { filterBank: createFilterBank(spec), formula: compressionFormula(spec) },
  });
  const { rows } = kernel;
  const pcen = spec.compression === 'pcen' ? createPcen(spec) : undefined;

  return createFrameStream(spec, inputSampleRate, {
    width: bands,
    samples: kernel.samples,
    write(start, frames, out, offset) {
      // The kernel takes two frames at a time.
      for (let t = 0; t < frames; t += 2) {
        const first = start + t * hopLength;
        const isPair = t + 1 < frames;
        kernel.analyse(first, isPair ? first + hopLength : first);
        kernel.writeBands();
        if (isPair) out.set(rows, offset + t * bands);
        else copySamples(rows, 0, out, offset + t * bands, bands);
      }
      pcen?.apply(out, offset, frames);
    },
    reset: () => pcen?.reset(),
  });
}

/**
 * The spectrogram of a whole recording: one push and a flush of `createSpectrogramStream`.
 *
 * @param audio at any sample rate; it is resampled where that differs from the features'
 * @returns 0 frames when the recording is shorter than a frame
 * @throws RangeError for a bad spec, or naming the first sample that is not finite
 * @example
 * const { frames } = await spectrogram({ samples: new Float32Array(16000), sampleRate: 16000 }, defaultFeatures); // 98
 */
export async function spectrogram(audio: Audio, features: FeatureSpec): Promise<Spectrogram> {
  const stream = await createSpectrogramStream(features, audio.sampleRate);
  const body = stream.push(audio.samples);
  const tail = stream.flush();
  const values = tail.length === 0 ? body : concatenate([body, tail]);
  return { values, frames: values.length / features.bands, bands: features.bands, features };
}
