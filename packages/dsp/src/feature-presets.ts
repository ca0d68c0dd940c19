import { optionalFields, type FeatureSpec } from './feature-spec.ts';

/** 64 log-mel bands from 50 to 8000 Hz, 25 ms frames every 10 ms: the usual front end for speech. */
export const defaultFeatures: FeatureSpec = Object.freeze({
  ...optionalFields,
  sampleRate: 16_000,
  frameLength: 400,
  hopLength: 160,
  fftLength: 512,
  window: 'hann',
  scale: 'mel',
  bands: 64,
  fMin: 50,
  fMax: 8000,
  melFormula: 'slaney',
  melNorm: 'slaney',
  quantity: 'power',
  reference: 1,
  floorDb: -100,
});

/**
 * The spectrogram of the project's origin: FFT bins 0 to 511 of a 1024-point FFT at 44.1 kHz with half a frame of overlap,
 * their magnitude in dB above 1e-5.
 */
export const originFeatures: FeatureSpec = Object.freeze({
  ...optionalFields,
  sampleRate: 44_100,
  frameLength: 1024,
  hopLength: 512,
  fftLength: 1024,
  window: 'hann',
  scale: 'linear',
  bands: 512,
  fMin: 0,
  fMax: (44_100 * 511) / 1024,
  melFormula: 'slaney',
  melNorm: 'none',
  quantity: 'magnitude',
  reference: 1e-5,
  floorDb: 0,
});

/**
 * The log-mel spectrogram that YAMNet and VGGish take: the natural logarithm of 64 HTK mel bands of the magnitude plus 0.001.
 *
 * Source: features.py and params.py of YAMNet in tensorflow/models (its bands leave out the bin at 0 Hz, as ours do above 125 Hz).
 */
export const yamnetFeatures: FeatureSpec = Object.freeze({
  ...defaultFeatures,
  fMin: 125,
  fMax: 7500,
  melFormula: 'htk',
  melNorm: 'none',
  flanks: 'scale',
  quantity: 'magnitude',
  compression: 'log',
  offset: 0.001,
  floorDb: -60,
});

/**
 * The log-mel spectrogram under Whisper's, ten times its logarithm: Whisper divides by 10, lifts everything to 8 below its
 * recording's maximum, adds 4 and divides by 4. Whisper's frames are centred, ours are not: put 200 mirrored samples in front.
 *
 * Source: A. Radford et al., Robust Speech Recognition via Large-Scale Weak Supervision, 2022; whisper/audio.py.
 */
export const whisperFeatures: FeatureSpec = Object.freeze({
  ...defaultFeatures,
  fftLength: 400,
  bands: 80,
  fMin: 0,
});

/** All presets by name. */
export const featurePresets = {
  default: defaultFeatures,
  origin: originFeatures,
  yamnet: yamnetFeatures,
  whisper: whisperFeatures,
} as const satisfies Record<string, FeatureSpec>;
