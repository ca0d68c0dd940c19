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

/** A long WAV file of one channel and 8 bits, in which a swelling tone rises and falls once a minute. */
export function longWave(seconds: number, sampleRate: number): Buffer {
  const minute = Buffer.alloc(60 * sampleRate);
  let phase = 0;
  for (let sample = 0; sample < minute.length; sample++) {
    const share = sample / minute.length;
    phase += (2 * Math.PI * (1000 - 700 * Math.cos(2 * Math.PI * share))) / sampleRate;
    minute[sample] = 128 + Math.round(100 * Math.sin(Math.PI * share) * Math.sin(phase));
  }
  const bytes = Buffer.alloc(44 + seconds * sampleRate, minute);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
}
