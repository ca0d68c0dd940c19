import { assertFiniteSamples, type Audio } from './audio.ts';
import { concatenate } from './concatenate.ts';
import { parseFeatureSpec, type FeatureSpec } from './feature-spec.ts';
import { createFilterBank } from './filter-bank.ts';
import { FrameGrid } from './frame-grid.ts';
import { createFrameSpectrum } from './frame-spectrum.ts';
import { createResampler } from './resample.ts';

/**
 * A matrix of decibels that knows how it was made: value (frame t, band b) is `values[t * bands + b]`, never below
 * `features.floorDb`. Its time axis is `new FrameGrid(features)`.
 */
export interface Spectrogram {
  readonly values: Float32Array;
  readonly frames: number;
  readonly bands: number;
  readonly features: FeatureSpec;
}

/** Turns samples into frames as they arrive; a whole recording passes through the same machine. */
export interface SpectrogramStream {
  /**
   * Takes the next samples (of the input sample rate) and returns the frames they complete, row-major [frames][bands], in dB.
   * @throws RangeError that names the first sample that is not finite; the stream is then as before the call
   */
  push(samples: Float32Array): Float32Array;
  /** Ends the recording: returns the frames the resampler held back; afterwards the stream is as new. */
  flush(): Float32Array;
  /** Gives the FFT's memory back. The stream can't be used afterwards. */
  dispose(): void;
}

/** Samples that pass through at a time, so that an hour in one push needs no second copy of the hour. */
const blockLength = 16_384;

/**
 * A stream from samples to the frames of a spectrogram. However the samples are cut into pieces, the frames are the same, bit
 * by bit.
 *
 * Power is |X|² of the windowed frame's FFT (not scaled), magnitude |X|; a band sums them through its filter and is given as
 * 10 log10(power / reference) or 20 log10(magnitude / reference), not below `floorDb`. With `reference` 1 and
 * `floorDb` -100 this is `librosa.power_to_db(librosa.feature.melspectrogram(…, center=False), ref=1, amin=1e-10, top_db=None)`.
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
  const resampler = createResampler(inputSampleRate, spec.sampleRate);
  const grid = new FrameGrid(spec);
  const analyser = await createFrameAnalyser(spec);
  const { frameLength, hopLength, bands } = spec;

  // history[0] is the next frame's first sample, unless the hop is longer than a frame and `skip` samples lie before it.
  const history = new Float32Array(frameLength + blockLength);
  let filled = 0;
  let skip = 0;
  let inputCount = 0;
  let sampleCount = 0;

  /** Writes the frames that `samples` complete into `out` from row `row` on; returns the row after them. */
  const frame = (samples: Float32Array, out: Float32Array, row: number): number => {
    sampleCount += samples.length;
    for (let read = 0; read < samples.length;) {
      const length = Math.min(samples.length - read, history.length - filled);
      history.set(samples.subarray(read, read + length), filled);
      read += length;
      filled += length;
      let start = skip;
      for (; start + frameLength <= filled; start += hopLength)
        analyser.write(history, start, out, bands * row++);
      const done = Math.min(start, filled);
      history.copyWithin(0, done, filled);
      filled -= done;
      skip = start - done;
    }
    return row;
  };

  const framesFor = (newSamples: number) =>
    grid.frameCount(sampleCount + newSamples) - grid.frameCount(sampleCount);

  return {
    push(samples) {
      assertFiniteSamples(samples, inputCount);
      inputCount += samples.length;
      const out = new Float32Array(bands * framesFor(resampler.outputLength(samples.length)));
      let row = 0;
      for (let start = 0; start < samples.length; start += blockLength) {
        row = frame(resampler.push(samples.subarray(start, start + blockLength)), out, row);
      }
      return out;
    },
    flush() {
      const tail = resampler.flush();
      const out = new Float32Array(bands * framesFor(tail.length));
      frame(tail, out, 0);
      filled = skip = inputCount = sampleCount = 0;
      return out;
    },
    dispose: analyser.dispose,
  };
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
  try {
    const body = stream.push(audio.samples);
    const tail = stream.flush();
    const values = tail.length === 0 ? body : concatenate([body, tail]);
    return { values, frames: values.length / features.bands, bands: features.bands, features };
  } finally {
    stream.dispose();
  }
}

/** One frame of samples to one row of decibels, without allocating. */
interface FrameAnalyser {
  write(samples: Float32Array, start: number, out: Float32Array, offset: number): void;
  dispose(): void;
}

async function createFrameAnalyser(spec: FeatureSpec): Promise<FrameAnalyser> {
  const { quantity, reference, floorDb } = spec;
  const filterBank = createFilterBank(spec);
  const spectrum = await createFrameSpectrum(spec.window, spec.frameLength, spec.fftLength);
  const sums = new Float64Array(spec.bands);
  const isMagnitude = quantity === 'magnitude';
  const decibels = (isMagnitude ? 20 : 10) / Math.LN10;
  const referenceLog = Math.log(reference);
  return {
    write(samples, start, out, offset) {
      const bins = spectrum.power(samples, start);
      if (isMagnitude) for (let bin = 0; bin < bins.length; bin++) bins[bin] = Math.sqrt(bins[bin]!);
      filterBank.apply(bins, sums);
      for (let band = 0; band < sums.length; band++) {
        out[offset + band] = Math.max(floorDb, decibels * (Math.log(sums[band]!) - referenceLog));
      }
    },
    dispose: spectrum.dispose,
  };
}
