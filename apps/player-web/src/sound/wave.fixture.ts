/** How a sample is written. */
export type WaveEncoding = 'pcm8' | 'pcm16' | 'pcm24' | 'pcm32' | 'float32';

export interface WaveOptions {
  readonly encoding?: WaveEncoding;
  readonly sampleRate?: number;
  readonly riff?: 'RIFF' | 'BW64';
  /** What the header says of the sizes, where that isn't the truth. */
  readonly claimed?: { readonly riff?: number; readonly data?: number };
}

/** A WAV file; integers are written as they are, floats as they are. Samples as [instants][channels]. */
export function waveFile(samples: readonly (readonly number[])[], options: WaveOptions = {}): File {
  const { encoding = 'pcm16', sampleRate = 16000, claimed = {} } = options;
  const channels = samples[0]?.length ?? 1;
  const bytesPerSample = Number(encoding.replace(/\D/g, '')) / 8;
  const dataBytes = samples.length * channels * bytesPerSample;
  const format = new DataView(new ArrayBuffer(24));
  writeText(format, 0, 'fmt ');
  format.setUint32(4, 16, true);
  format.setUint16(8, encoding === 'float32' ? 3 : 1, true);
  format.setUint16(10, channels, true);
  format.setUint32(12, sampleRate, true);
  format.setUint32(16, sampleRate * channels * bytesPerSample, true);
  format.setUint16(20, channels * bytesPerSample, true);
  format.setUint16(22, 8 * bytesPerSample, true);
  const sizes = options.riff === 'BW64' ? longSizes(dataBytes) : [];
  const data = new DataView(new ArrayBuffer(dataBytes));
  samples.flat().forEach((sample, index) => write(data, index * bytesPerSample, sample, encoding));
  const rest = sizes.reduce((sum, { byteLength }) => sum + byteLength, 4 + 24 + 8 + dataBytes);
  const bytes = [
    head(options.riff ?? 'RIFF', claimed.riff ?? rest),
    text('WAVE'),
    ...sizes,
    format,
    head('data', claimed.data ?? dataBytes),
    data,
  ];
  return new File(bytes, 'test.wav');
}

function longSizes(dataBytes: number): DataView<ArrayBuffer>[] {
  const sizes = new DataView(new ArrayBuffer(28));
  sizes.setBigUint64(0, BigInt(dataBytes + 80), true);
  sizes.setBigUint64(8, BigInt(dataBytes), true);
  return [head('ds64', 28), sizes];
}

function write(view: DataView, at: number, sample: number, encoding: WaveEncoding): void {
  if (encoding === 'float32') view.setFloat32(at, sample, true);
  else if (encoding === 'pcm8') view.setUint8(at, sample + 128);
  else if (encoding === 'pcm16') view.setInt16(at, sample, true);
  else if (encoding === 'pcm32') view.setInt32(at, sample, true);
  else {
    view.setInt16(at + 1, sample >> 8, true);
    view.setUint8(at, sample & 255);
  }
}

function head(id: string, size: number): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8));
  writeText(view, 0, id);
  view.setUint32(4, size, true);
  return view;
}

function text(characters: string): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(characters.length));
  writeText(view, 0, characters);
  return view;
}

function writeText(view: DataView, at: number, characters: string): void {
  new TextEncoder().encode(characters).forEach((byte, index) => view.setUint8(at + index, byte));
}
