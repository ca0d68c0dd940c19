import type { FileHandle } from 'node:fs/promises';
import { OpusDecoder } from 'opus-decoder';
import { DecodeError, NoSamplesError } from '../decode-error.ts';
import type { DecodeOptions, Decoder, RecordingSource } from './decoder.ts';
import { mixPlanes } from './mix-down.ts';
import { oggPackets } from './ogg-packets.ts';
import { lastGranule } from './ogg-pages.ts';
import { isOpusPacketWhole, opusPacketLength } from './opus-packet.ts';
import { MAX_GAP, silence } from './silence.ts';

/** Opus always decodes to it, and its positions count in it. */
const SAMPLE_RATE = 48_000;
/** Packets ahead of the sound: head and comments. */
const HEADERS = 2;
/** What the decoder has room for, per channel. */
const MAX_PACKET_BYTES = 3840;

interface OpusHead {
  readonly channels: number;
  /** Samples at the start that are no part of the recording. */
  readonly preSkip: number;
  /** What the samples are multiplied with. */
  readonly gain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: number[];
}

interface OpusStream {
  readonly start: number;
  readonly serial: number;
  readonly head: OpusHead;
  /** Position of the first sample. */
  readonly origin: number;
}

/**
 * Opens the Opus stream of an Ogg file. Its length is that of the original: pre-skip and the surplus of the last packet are left out.
 * Source: RFC 7845.
 *
 * @param body the stream's first page.
 * @throws DecodeError for a damaged header; NoSamplesError.
 */
export async function openOpus(source: RecordingSource, serial: number, body: Uint8Array): Promise<Decoder> {
  const { file, path, start, fileBytes, warn } = source;
  const head = parseHead(body);
  if (!head) throw new DecodeError(path, 'an Opus file with a damaged header. Export the recording again');
  const origin = await findOrigin(oggPackets(file, { start, serial }, warn));
  const end = await lastGranule(file, fileBytes, serial);
  if (origin === undefined) throw new NoSamplesError(path);
  const sampleCount = end && end - origin - head.preSkip;
  if (sampleCount !== undefined && sampleCount <= 0) throw new NoSamplesError(path);
  return {
    sampleRate: SAMPLE_RATE,
    channels: head.channels,
    sampleCount,
    chunks: (opened, options) => decodePackets(opened, path, { start, serial, head, origin }, options),
  };
}

function parseHead(bytes: Uint8Array): OpusHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 19 || bytes[8]! > 15) return undefined;
  const channels = bytes[9]!;
  const common = {
    channels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / 256 / 20),
  };
  if (bytes[18] === 0) {
    if (channels !== 1 && channels !== 2) return undefined;
    const table = channels === 2 ? [0, 1] : [0];
    return { ...common, streamCount: 1, coupledStreamCount: channels - 1, channelMappingTable: table };
  }
  const [streamCount = 0, coupledStreamCount = 0, ...channelMappingTable] = bytes.subarray(19, 21 + channels);
  const decoded = streamCount + coupledStreamCount;
  const isSound =
    channels > 0 &&
    channelMappingTable.length === channels &&
    streamCount > 0 &&
    coupledStreamCount <= streamCount &&
    decoded <= 255 &&
    channelMappingTable.every((from) => from < decoded || from === 255);
  return isSound ? { ...common, streamCount, coupledStreamCount, channelMappingTable } : undefined;
}

/** Position of the first sample: a recording cut out of a broadcast doesn't begin with 0. */
async function findOrigin(packets: ReturnType<typeof oggPackets>): Promise<number | undefined> {
  let count = 0;
  let length = 0;
  for await (const { bytes, granule, isLast } of packets) {
    count += 1;
    if (count <= HEADERS) continue;
    length += opusPacketLength(bytes) ?? 0;
    if (granule !== undefined) return isLast ? 0 : Math.max(0, granule - length);
  }
  return undefined;
}

async function* decodePackets(
  file: FileHandle,
  path: string,
  { start, serial, head, origin }: OpusStream,
  { channel, warn }: DecodeOptions,
): AsyncGenerator<Float32Array> {
  // It is a WebAssembly instance of its own, whose memory goes with it: its `free` fails where damage has got into that memory.
  const decoder = new OpusDecoder({ ...head, preSkip: 0 });
  await decoder.ready;
  let position = origin;
  let skip = head.preSkip;
  let headers = HEADERS;
  for await (const { bytes, granule, isLast } of oggPackets(file, { start, serial }, warn)) {
    if (headers > 0) {
      headers -= 1;
      continue;
    }
    let samples = decode(bytes);
    const surplus = position + samples.length - (granule ?? position + samples.length);
    if (surplus > 0 && isLast) samples = samples.subarray(0, Math.max(0, samples.length - surplus));
    if (-surplus <= MAX_GAP) yield* silence(-surplus);
    position = granule ?? position + samples.length;
    const kept = samples.subarray(Math.min(skip, samples.length));
    skip -= samples.length - kept.length;
    if (kept.length > 0) yield kept;
  }

  function decode(packet: Uint8Array): Float32Array {
    const length = opusPacketLength(packet);
    const isWhole = head.streamCount > 1 || isOpusPacketWhole(packet);
    if (length !== undefined && isWhole && packet.length <= MAX_PACKET_BYTES * head.channels) {
      try {
        const { channelData, samplesDecoded } = decoder.decodeFrame(packet);
        if (samplesDecoded > 0) return mixPlanes(channelData, { channel, fullScale: 1 / head.gain });
      } catch (cause) {
        const problem = 'the Opus decoder stopped at a damaged packet. Export the recording again';
        throw new DecodeError(path, problem, { cause });
      }
    }
    warn('damaged: parts of the Opus file could not be decoded and are silent');
    return new Float32Array(length ?? 0);
  }
}
