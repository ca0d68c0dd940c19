import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { concatenate } from '@earmark/dsp';
import { AudioSample, CustomAudioDecoder, registerDecoder, type EncodedPacket } from 'mediabunny';
import { openSound, type OpenSound } from './open-sound.ts';

const recordings = new URL('../../../../tools/fixtures/recordings/', import.meta.url);
const fileOf = async (name: string) =>
  new File([new Uint8Array(await readFile(new URL(name, recordings)))], name);

/** What a browser brings along: here sample i of a track has the value i, and packets that hold some times are damaged. */
class CountingDecoder extends CustomAudioDecoder {
  static damagedSeconds: number[] = [];
  static changesAt = Infinity;

  static override supports(): boolean {
    return true;
  }

  override init(): void {}
  override flush(): void {}
  override close(): void {}

  override decode({ timestamp, duration }: EncodedPacket): void {
    if (CountingDecoder.damagedSeconds.some((at) => at >= timestamp && at < timestamp + duration))
      return this.onError(new Error('damaged packet'));
    const { sampleRate, numberOfChannels } = this.config;
    const start = Math.round(timestamp * sampleRate);
    const length = Math.round(duration * sampleRate);
    const instants = Array.from({ length }, (_, index) =>
      new Array<number>(numberOfChannels).fill(start + index),
    );
    this.onSample(
      new AudioSample({
        format: 'f32',
        data: Float32Array.from(instants.flat()),
        numberOfChannels,
        sampleRate: timestamp >= CountingDecoder.changesAt ? 2 * sampleRate : sampleRate,
        timestamp,
      }),
    );
  }
}

registerDecoder(CountingDecoder);

afterEach(() => {
  CountingDecoder.damagedSeconds = [];
  CountingDecoder.changesAt = Infinity;
});

async function read(sound: OpenSound, start?: number, end?: number): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  for await (const piece of sound.pieces(start, end)) pieces.push(piece);
  return concatenate(pieces);
}

describe('a recording that the browser decodes', () => {
  it('has no sample of an MP3 file that the encoder added', async () => {
    const sound = await openSound(await fileOf('stereo.mp3'));
    const { sampleRate, durationSeconds, channels, codec } = sound.info;
    expect({ channels, codec }).toEqual({ channels: 2, codec: 'mp3' });
    const samples = await read(sound);
    expect(samples.length).toBe(Math.round(durationSeconds * sampleRate));
    expect(samples[0]).toBe(1105);
    expect(samples.at(-1)).toBe(1105 + samples.length - 1);
  });

  it('gives a stretch as it is in the whole', async () => {
    for (const name of ['mono.mp3', 'mono.flac', 'without-tag.mp3']) {
      const sound = await openSound(await fileOf(name));
      const all = await read(sound);
      const { sampleRate } = sound.info;
      const [from, to] = [Math.round(0.211 * sampleRate), Math.round(0.3 * sampleRate)];
      expect(await read(sound, 0.211, 0.3)).toEqual(all.slice(from, to));
    }
  });

  it('finds the place after a jump although the decoder of Opus starts late', async () => {
    // A decoder that drops nothing shows how much a jump takes for dropped.
    const opus = await openSound(await fileOf('mono.opus'));
    const [whole] = await read(opus, 0);
    const [jumped] = await read(opus, 0.4, 0.5);
    expect(whole).toBe(0);
    expect(0.4 * 48_000 - jumped!).toBe(312);
  });

  it('is silent around damage, and right behind it', async () => {
    const bytes = await (await fileOf('without-tag.mp3')).arrayBuffer();
    const sound = await openSound(new File(new Array<ArrayBuffer>(8).fill(bytes), 'long.mp3'));
    const whole = await read(sound);
    CountingDecoder.damagedSeconds = [4];
    const samples = await read(sound);
    const { sampleRate } = sound.info;
    expect(samples).toHaveLength(whole.length);
    expect(samples[4 * sampleRate]).toBe(0);
    const silent = samples.reduce((count, sample, index) => count + (sample === whole[index] ? 0 : 1), 0);
    expect(silent).toBeGreaterThan(0.05 * sampleRate);
    expect(silent).toBeLessThan(4 * sampleRate);
    expect(samples.every((sample, index) => sample === 0 || sample === whole[index])).toBe(true);
    expect(samples.at(-1)).toBe(whole.at(-1));
  });

  it('is refused where a minute of it can’t be decoded', async () => {
    const bytes = await (await fileOf('without-tag.mp3')).arrayBuffer();
    const sound = await openSound(new File(new Array<ArrayBuffer>(100).fill(bytes), 'long.mp3'));
    CountingDecoder.damagedSeconds = Array.from({ length: 2000 }, (_, index) => 1 + index / 20);
    await expect(read(sound)).rejects.toThrow(/^From \d+\.\d{3} s on it can’t be decoded/);
  });

  it('is refused where it changes its rate', async () => {
    CountingDecoder.changesAt = 0.2;
    const sound = await openSound(await fileOf('mono.flac'));
    await expect(read(sound)).rejects.toThrow(/changes from \d+ to \d+ Hz on the way/);
  });
});
