import { open, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DecodeError } from '../decode-error.ts';
import { openRecording } from '../open-recording.ts';
import { frozenPath, readWithWarnings, useFolder } from '../recordings.fixture.ts';
import { oggPackets } from './ogg-packets.ts';
import { oggChecksum } from './ogg-pages.ts';

const folder = useFolder();
const NAMES = ['mono.ogg', 'stereo.ogg', 'mono.opus', 'stereo.opus'];
const mono = await readFile(frozenPath('mono.ogg'));
const opus = await readFile(frozenPath('mono.opus'));

function pagesOf(bytes: Buffer): Buffer[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf('OggS'); at >= 0; at = bytes.indexOf('OggS', at + 4)) starts.push(at);
  return starts.map((start, index) => Buffer.from(bytes.subarray(start, starts[index + 1])));
}

/** The file with its pages changed, and their checksums right. */
function withPages(bytes: Buffer, change: (page: Buffer, index: number) => void): Buffer {
  const pages = pagesOf(bytes);
  pages.forEach((page, index) => {
    change(page, index);
    page.writeUInt32LE(oggChecksum(page), 22);
  });
  return Buffer.concat(pages);
}

const shiftPositions = (by: number) => (page: Buffer, index: number) => {
  const granule = page.readBigInt64LE(6);
  if (index > 1 && granule > 0n) page.writeBigInt64LE(granule + BigInt(by), 6);
};

/** A page with that body, for streams of other codecs. */
function page(body: Buffer, { serial = 7, flags = 2 } = {}): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS', 'latin1');
  head[5] = flags;
  head.writeUInt32LE(serial, 14);
  head[26] = 1;
  head[27] = body.length;
  const whole = Buffer.concat([head, body]);
  whole.writeUInt32LE(oggChecksum(whole), 22);
  return whole;
}

describe('Ogg', () => {
  it('checks pages as other programs do', () => {
    for (const whole of pagesOf(mono)) expect(oggChecksum(whole)).toBe(whole.readUInt32LE(22));
  });

  it('puts packets together that lie across pages', async () => {
    const pieces = [Buffer.alloc(255, 1), Buffer.from([1, 2])];
    const [first, second] = pieces.map((piece, index) => page(piece, { flags: index === 0 ? 2 : 1 }));
    second!.writeUInt32LE(1, 18);
    second!.writeUInt32LE(oggChecksum(second!), 22);
    const file = await open(await folder.write('a.ogg', Buffer.concat([first!, second!])));
    const packets: Buffer[] = [];
    for await (const { bytes } of oggPackets(file, { start: 0, serial: 7 }, () => undefined)) {
      packets.push(Buffer.from(bytes));
    }
    await file.close();
    expect(packets).toEqual([Buffer.concat(pieces)]);
  });

  it.each(NAMES)('reads %s beside a stream of another kind', async (name) => {
    const bytes = await readFile(frozenPath(name));
    const other = page(Buffer.from('\x80theora..', 'latin1'), { serial: 12_345 });
    const { samples, warnings } = await readWithWarnings(
      await folder.write('a.ogv', Buffer.concat([other, bytes])),
    );
    expect(samples).toEqual((await readWithWarnings(frozenPath(name))).samples);
    expect(warnings).toEqual([]);
  });

  it.each(NAMES)('reads the first of two recordings in one file, and says so: %s', async (name) => {
    const bytes = await readFile(frozenPath(name));
    const path = await folder.write('a.ogg', Buffer.concat([bytes, page(Buffer.from('OpusHead'))]));
    const { samples, warnings } = await readWithWarnings(path);
    expect(samples).toEqual((await readWithWarnings(frozenPath(name))).samples);
    expect(warnings).toEqual(['another recording follows in the same Ogg file; only the first is read']);
  });

  it.each([
    ['Vorbis', mono],
    ['Opus', opus],
  ])('reads %s that was cut out of a broadcast, whose positions start high', async (_, bytes) => {
    const whole = await readWithWarnings(await folder.write('a.ogg', bytes));
    const isLong = pagesOf(bytes).length > 3;
    // Of a stream of one page no end can be told from its start.
    const by = isLong ? 10_000_000 : 0;
    const { samples, recording, warnings } = await readWithWarnings(
      await folder.write('b.ogg', withPages(bytes, shiftPositions(by))),
    );
    expect(samples).toEqual(whole.samples);
    expect(recording.durationSeconds).toBe(whole.recording.durationSeconds);
    expect(warnings).toEqual([]);
  });

  it('keeps times right where a Vorbis page is lost: it is silent', async () => {
    const whole = await readWithWarnings(frozenPath('mono.ogg'));
    const pages = pagesOf(mono);
    const damaged = Buffer.from(mono);
    const lost = pages[3]!;
    damaged[damaged.indexOf(lost) + 100]! ^= 1;
    const { samples, warnings } = await readWithWarnings(await folder.write('a.ogg', damaged));
    const from = Number(pages[2]!.readBigInt64LE(6));
    const to = Number(lost.readBigInt64LE(6));
    expect(samples.length).toBe(whole.samples.length);
    expect(samples.subarray(0, from)).toEqual(whole.samples.subarray(0, from));
    // A block more is silent: its first half was lost.
    expect(samples.subarray(to + 2048)).toEqual(whole.samples.subarray(to + 2048));
    expect(samples.subarray(from, to).every((sample) => sample === 0)).toBe(true);
    expect(warnings).toEqual([
      'damaged: parts of the Ogg file could not be read',
      'damaged: parts of the Ogg file could not be read and are silent',
    ]);
  });

  it('applies the gain of an Opus header', async () => {
    const whole = await readWithWarnings(frozenPath('mono.opus'));
    const louder = withPages(opus, (each, index) => {
      if (index === 0) each.writeInt16LE(256 * 6, 28 + 16);
    });
    const { samples } = await readWithWarnings(await folder.write('a.opus', louder));
    const gain = 10 ** (6 / 20);
    samples.forEach((sample, index) => expect(sample).toBeCloseTo(whole.samples[index]! * gain, 6));
  });

  it.each([
    [
      'a damaged first page',
      mono.map((byte, index) => (index === 30 ? byte ^ 1 : byte)),
      /first page is damaged/,
    ],
    ['no pages of samples', pagesOf(mono).slice(0, 2), /a header without samples/],
    ['no pages of Opus samples', pagesOf(opus).slice(0, 2), /a header without samples/],
    ['0 channels', withPages(mono, (each) => (each[28 + 11] = 0)), /Vorbis file with a damaged header/],
    ['0 Opus channels', withPages(opus, (each) => (each[28 + 9] = 0)), /Opus file with a damaged header/],
    [
      'a damaged setup',
      withPages(mono, (each, index) => index === 1 && each.fill(0, 200, 2000)),
      /the Ogg Vorbis file could not be decoded/,
    ],
  ])('refuses %s', async (_, bytes, message) => {
    const path = await folder.write(
      'bad.ogg',
      Array.isArray(bytes) ? Buffer.concat(bytes) : Buffer.from(bytes),
    );
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
  });
});
