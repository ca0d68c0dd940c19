import { afterEach, describe, expect, it } from '@jest/globals';
import { resolveSoundSource } from './resolve-sound-source.ts';
import { UndecodableSound } from './undecodable-sound.ts';

const file = new File(['sound'], 'a.flac');
const info = { durationSeconds: 2, sampleRate: 8000, channels: 1, codec: 'flac' };
const failing = (error: Error) => ({ info: () => Promise.reject(error) });

/** A browser's decoder that takes rates from 8 kHz on and hears two channels of one sample. */
function usePageDecoder(decode = () => Promise.resolve(channels)): void {
  class Context {
    readonly #sampleRate: number;
    constructor({ sampleRate }: { readonly sampleRate: number }) {
      if (sampleRate < 8000) throw new Error('rate out of range');
      this.#sampleRate = sampleRate;
    }
    async decodeAudioData() {
      const planes = await decode();
      return {
        numberOfChannels: planes.length,
        sampleRate: this.#sampleRate,
        getChannelData: (channel: number) => planes[channel]!,
      };
    }
  }
  Object.assign(globalThis, { OfflineAudioContext: Context });
}

const channels = [Float32Array.of(0.3), Float32Array.of(0.1)];

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'OfflineAudioContext');
});

describe('resolveSoundSource', () => {
  it('leaves a file to the worker that decodes it', async () => {
    expect(await resolveSoundSource(file, { info: () => Promise.resolve(info) }, 16000)).toBe(file);
  });

  it.each([
    [44100, 44100],
    [undefined, 16000],
    [4000, 8000],
  ])('has the page decode what the worker can’t, at its own rate of %s Hz', async (own, expected) => {
    usePageDecoder();
    const source = await resolveSoundSource(file, failing(new UndecodableSound('no codec', own)), 16000);
    expect(source).toEqual({ samples: Float32Array.of(0.2), sampleRate: expected });
  });

  it('says that nothing here decodes it', async () => {
    usePageDecoder(() => Promise.reject(new Error('EncodingError')));
    const resolved = resolveSoundSource(file, failing(new UndecodableSound('no codec')), 16000);
    await expect(resolved).rejects.toThrow('This browser finds no sound in the file.');
    await expect(resolveSoundSource(file, failing(new Error('It is empty.')), 16000)).rejects.toThrow(
      'It is empty.',
    );
  });
});
