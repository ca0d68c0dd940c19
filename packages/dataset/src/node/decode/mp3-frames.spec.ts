import { open, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { frozenPath, readWithWarnings, useFolder } from '../recordings.fixture.ts';
import { findMp3Frame, mp3Frames, parseMp3FrameHeader } from './mp3-frames.ts';

const folder = useFolder();

async function framesOf(bytes: Uint8Array) {
  const file = await open(await folder.write('a.mp3', bytes));
  const damage: string[] = [];
  const frames: Uint8Array[] = [];
  try {
    for await (const some of mp3Frames(file, 0, (what) => damage.push(what))) frames.push(...some);
  } finally {
    await file.close();
  }
  return { frames, damage };
}

/** Frames that are silent: a header and zeros. */
function silentFrames(count: number, header = 'fffb9064'): Buffer {
  const head = Buffer.from(header, 'hex');
  const frame = Buffer.alloc(parseMp3FrameHeader(head, 0)!.bytes);
  head.copy(frame);
  return Buffer.concat(new Array<Buffer>(count).fill(frame));
}

describe('parseMp3FrameHeader', () => {
  it.each([
    ['fffb9064', { sampleRate: 44_100, channels: 2, sampleCount: 1152, bytes: 417, sideBytes: 32 }],
    ['fffb9264', { sampleRate: 44_100, channels: 2, sampleCount: 1152, bytes: 418, sideBytes: 32 }],
    ['fff344c4', { sampleRate: 24_000, channels: 1, sampleCount: 576, bytes: 96, sideBytes: 9 }],
    ['ffe318c0', { sampleRate: 8000, channels: 1, sampleCount: 576, bytes: 72, sideBytes: 9 }],
  ])('reads %s', (hex, expected) => {
    expect(parseMp3FrameHeader(Buffer.from(hex, 'hex'), 0)).toMatchObject(expected);
  });

  it.each([
    ['no sync', 'fe fb 90 64'],
    ['the reserved version', 'ff eb 90 64'],
    ['layer II', 'ff fd 90 64'],
    ['a free bit rate', 'ff fb 00 64'],
    ['the forbidden bit rate', 'ff fb f0 64'],
    ['the reserved sample rate', 'ff fb 9c 64'],
    ['half a header', 'ff fb 90'],
  ])('takes %s for none', (_, hex) => {
    expect(parseMp3FrameHeader(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 0)).toBeUndefined();
  });
});

describe('findMp3Frame', () => {
  it('wants three frames in a row, or a whole file of them', () => {
    const junk = Buffer.from('fffb9064'.repeat(3) + '00', 'hex');
    expect(findMp3Frame(Buffer.concat([junk, silentFrames(3)]), false)).toBe(junk.length);
    expect(findMp3Frame(Buffer.concat([junk, silentFrames(2)]), false)).toBeUndefined();
    expect(findMp3Frame(silentFrames(1), true)).toBe(0);
    expect(findMp3Frame(silentFrames(1), false)).toBeUndefined();
  });
});

describe('mp3Frames', () => {
  it('finds them across blocks', async () => {
    const { frames, damage } = await framesOf(silentFrames(1000));
    expect(frames.length).toBe(1000);
    expect(damage).toEqual([]);
  });

  it('passes over what is no frame, and says so', async () => {
    const bytes = Buffer.concat([silentFrames(400), Buffer.alloc(100_000, 0xff), silentFrames(7)]);
    const { frames, damage } = await framesOf(bytes);
    expect(frames.length).toBe(407);
    expect(damage).toEqual(['gap']);
  });

  it('says nothing of a tag at the end', async () => {
    const { frames, damage } = await framesOf(Buffer.concat([silentFrames(4), Buffer.alloc(128, 'TAG')]));
    expect(frames.length).toBe(4);
    expect(damage).toEqual([]);
  });

  it('says where the last one is cut off', async () => {
    const { frames, damage } = await framesOf(silentFrames(4).subarray(0, -1));
    expect(frames.length).toBe(3);
    expect(damage).toEqual(['cut off']);
  });

  it('keeps times right where a frame decodes to nothing', async () => {
    const whole = await readFile(frozenPath('mono.mp3'));
    const damaged = Buffer.from(whole);
    const complete = await readWithWarnings(frozenPath('mono.mp3'));
    const { frames } = await framesOf(whole.subarray(whole.indexOf(0xff)));
    const at = whole.indexOf(frames[8]!);
    // The side information points at bytes that are not there.
    damaged.fill(0xff, at + 4, at + 13);
    const { samples } = await readWithWarnings(await folder.write('b.mp3', damaged));
    expect(samples.length).toBe(complete.samples.length);
    expect(samples.subarray(-1000)).toEqual(complete.samples.subarray(-1000));
    expect(samples).not.toEqual(complete.samples);
  });
});
