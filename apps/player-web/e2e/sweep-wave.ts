/**
 * A WAV file of 16 bits: a sweep that swells and fades, another one on the right. Both channels have one length, nothing is
 * random.
 */
export function sweepWave(seconds: number, sampleRate: number): Buffer {
  const frames = Math.round(seconds * sampleRate);
  const bytes = Buffer.alloc(44 + 4 * frames);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(4 * sampleRate, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(4 * frames, 40);
  for (let frame = 0; frame < frames; frame++) {
    const time = frame / sampleRate;
    const swell = 0.3 * Math.sin(Math.PI * time) ** 2;
    const sweep = (hertz: number) =>
      Math.round(32767 * swell * Math.sin(2 * Math.PI * (hertz + 200 * time) * time));
    bytes.writeInt16LE(sweep(200), 44 + 4 * frame);
    bytes.writeInt16LE(sweep(900), 46 + 4 * frame);
  }
  return bytes;
}
