import type { SoundInfo, SoundSource } from './sound-source.ts';

const CHANNELS = ['mono', 'stereo'];

/**
 * What sort of recording it is, in words.
 *
 * @param source where it is no file, the page's own decoder has read it, and says neither rate nor codec of the file
 * @example soundInWords(file, { sampleRate: 16000, channels: 1, codec: 'flac', durationSeconds: 60 }) // '16 kHz, mono, FLAC'
 */
export function soundInWords(source: SoundSource, { sampleRate, channels, codec }: SoundInfo): string {
  if (!(source instanceof File)) return 'Decoded by this browser as a whole';
  const [, sort, bits] = /^pcm-([a-z])(\d+)/.exec(codec) ?? [];
  const coded = bits ? `${bits}-bit ${sort === 'f' ? 'float ' : ''}PCM` : codec.toUpperCase();
  return [
    `${sampleRate / 1000} kHz`,
    CHANNELS[channels - 1] ?? `${channels} channels`,
    codec === 'unknown' ? 'unknown codec' : coded,
  ].join(', ');
}
