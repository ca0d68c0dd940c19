import type { FileHandle } from 'node:fs/promises';
import { DecodeError, NoSamplesError } from '../decode-error.ts';
import { type DecodeOptions, type Decoder, NeedsFfmpeg, type RecordingSource } from './decoder.ts';
import { mixPlanes } from './mix-down.ts';
import { oggPackets } from './ogg-packets.ts';
import { lastGranule } from './ogg-pages.ts';
import { MAX_GAP, silence } from './silence.ts';
import { decodeVorbisBatch } from './vorbis-batch.ts';
import { vorbisBatches } from './vorbis-batches.ts';
import { vorbisCodebookSize } from './vorbis-setup.ts';

/** Enough that the headers, decoded again for every batch, cost little; some seconds. */
const BATCH_PACKETS = 256;
/** After so many batches without a sample the headers must be damaged. */
const MAX_FAILURES = 3;
/** Encoders use some ten thousands. */
const MAX_CODEBOOK_SIZE = 1 << 21;
/** The decoder gets surround wrong: https://github.com/nothings/stb/issues/1594. */
const MAX_CHANNELS = 2;
/** The longest block there is; a difference below it at the start is no jump in the positions. */
const MAX_BLOCK = 8192;

interface VorbisStream {
  readonly start: number;
  readonly serial: number;
  readonly identification: Uint8Array;
}

/**
 * Opens the Vorbis stream of an Ogg file. Its length is that of the original, by the positions on its pages.
 * Source: the Vorbis I specification, section 4.2 and appendix A.
 *
 * @param body the stream's first page.
 * @throws DecodeError for damaged headers; NeedsFfmpeg for more than two channels; NoSamplesError.
 */
export async function openVorbis(
  source: RecordingSource,
  serial: number,
  body: Uint8Array,
): Promise<Decoder> {
  const { file, path, start, fileBytes, warn } = source;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const [channels, sampleRate] = body.length < 30 ? [0, 0] : [body[11]!, view.getUint32(12, true)];
  if (channels === 0 || sampleRate === 0) {
    throw new DecodeError(path, 'an Ogg Vorbis file with a damaged header. Export the recording again');
  }
  if (channels > MAX_CHANNELS) throw new NeedsFfmpeg(`an Ogg Vorbis file of ${channels} channels`);
  const stream = { start, serial, identification: body };
  const end = await lastGranule(file, fileBytes, serial);
  // The first page tells where the positions start, and that the decoder accepts the stream.
  const first = await decodeStream(file, path, stream, { channel: 0, warn, batchPackets: 1 }).next();
  if (first.done) throw new NoSamplesError(path);
  const { origin } = first.value;
  return {
    sampleRate,
    channels,
    sampleCount: end !== undefined && end > origin ? end - origin : undefined,
    async *chunks(opened, options) {
      for await (const { samples } of decodeStream(opened, path, stream, options)) yield samples;
    },
  };
}

/** The samples of each batch, and the position that the stream began with. */
async function* decodeStream(
  file: FileHandle,
  path: string,
  { start, serial, identification }: VorbisStream,
  { channel, warn, batchPackets = BATCH_PACKETS }: DecodeOptions & { readonly batchPackets?: number },
): AsyncGenerator<{ samples: Float32Array; origin: number }> {
  const packets = oggPackets(file, { start, serial }, warn);
  let setup: Uint8Array | undefined;
  for (let header = 0; header < 3; header += 1) setup = (await packets.next()).value?.bytes;
  if (!setup) return;
  const problem = 'the Ogg Vorbis file could not be decoded. Export the recording again';
  if (vorbisCodebookSize(setup) > MAX_CODEBOOK_SIZE) throw new DecodeError(path, problem);
  let origin: number | undefined;
  const failures: unknown[] = [];
  for await (const { packets: encoded, from, to } of vorbisBatches(packets, path, batchPackets)) {
    let decoded: Float32Array = new Float32Array(0);
    try {
      decoded = mixPlanes(await decodeVorbisBatch({ identification, setup }, encoded), {
        channel,
        fullScale: 1,
      });
    } catch (cause) {
      failures.push(cause);
      if (origin === undefined && failures.length < MAX_FAILURES) continue;
      if (origin === undefined) break;
    }
    // Beyond the longest block it isn't rounding at the start but a recording cut out of a broadcast, which doesn't begin with 0.
    origin ??= to - decoded.length > MAX_BLOCK && failures.length === 0 ? to - decoded.length : 0;
    let wanted = to - (from ?? origin);
    if (wanted < 0 || wanted > decoded.length + MAX_GAP) wanted = decoded.length;
    if (wanted > decoded.length) warn('damaged: parts of the Ogg file could not be read and are silent');
    // Ahead of the wanted samples lies what was decoded twice; what is missing was lost ahead of them.
    for (const samples of silence(wanted - decoded.length)) yield { samples, origin };
    const samples = decoded.subarray(Math.max(0, decoded.length - wanted));
    if (samples.length > 0) yield { samples, origin };
  }
  if (origin === undefined && failures.length > 0) {
    throw new DecodeError(path, problem, { cause: failures[0] });
  }
}
