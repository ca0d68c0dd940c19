import libflac from 'libflacjs';
import { sampleRate } from './sample-rate.ts';

// The plain JavaScript build is ready as soon as it is loaded; the WASM build fetches itself by URL, which Node cannot.
const flac = libflac('release');

/**
 * Encodes mono samples in [-1, 1] as 16-bit FLAC at the corpus's sample rate; beyond full scale they are clipped.
 *
 * @throws Error when the encoder refuses
 */
export function encodeFlac(samples: Float32Array): Uint8Array {
  const pcm = Int32Array.from(samples, (sample) =>
    Math.max(-32768, Math.min(32767, Math.round(32768 * sample))),
  );
  const strongest = 8;
  const encoder = flac.create_libflac_encoder(sampleRate, 1, 16, strongest, pcm.length, true, 0);
  const pieces: Uint8Array[] = [];
  const status = flac.init_encoder_stream(encoder, (piece) => void pieces.push(piece.slice()));
  try {
    if (
      status !== 0 ||
      !flac.FLAC__stream_encoder_process(encoder, [pcm], pcm.length) ||
      !flac.FLAC__stream_encoder_finish(encoder)
    ) {
      throw new Error(
        `FLAC encoding failed: ${status === 0 ? 'the samples were refused' : `status ${status}`}`,
      );
    }
  } finally {
    flac.FLAC__stream_encoder_delete(encoder);
  }
  return Buffer.concat(pieces);
}
