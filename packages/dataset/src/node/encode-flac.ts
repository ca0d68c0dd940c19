// The asm.js build, as for decoding: the wasm builds look for their binary with fetch, which fails on file paths.
import Flac from 'libflacjs/dist/libflac.js';

const STRONGEST = 8;

const ready = new Promise<void>((resolve) => Flac.on('ready', () => resolve()));

/**
 * Encodes mono samples as 16-bit FLAC; what lies beyond ±1 is clipped.
 *
 * @param sampleRate in Hz, up to 655,350
 * @throws Error when the encoder refuses
 * @example await writeAtomically('scene.flac', await encodeFlac(samples, 16000));
 */
export async function encodeFlac(samples: Float32Array, sampleRate: number): Promise<Uint8Array> {
  await ready;
  const pcm = Int32Array.from(samples, (sample) =>
    Math.max(-32768, Math.min(32767, Math.round(32768 * sample))),
  );
  const encoder = Flac.create_libflac_encoder(sampleRate, 1, 16, STRONGEST, pcm.length, true, 0);
  const pieces: Uint8Array[] = [];
  const status = Flac.init_encoder_stream(encoder, (piece) => void pieces.push(piece.slice()));
  try {
    if (
      status !== 0 ||
      !Flac.FLAC__stream_encoder_process(encoder, [pcm], pcm.length) ||
      !Flac.FLAC__stream_encoder_finish(encoder)
    ) {
      throw new Error(
        `FLAC encoding failed: ${status === 0 ? 'the samples were refused' : `status ${status}`}`,
      );
    }
  } finally {
    Flac.FLAC__stream_encoder_delete(encoder);
  }
  return Buffer.concat(pieces);
}
