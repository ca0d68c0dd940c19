const LENGTH = 300;

/** Small WAV files of every encoding that is read: format tag, bits, and whether it is an RF64. */
export function wavSeeds(): { name: string; bytes: Uint8Array }[] {
  const plans = [
    ['pcm8', 1, 8],
    ['pcm16', 1, 16],
    ['pcm24', 1, 24],
    ['pcm32', 1, 32],
    ['float32', 3, 32],
    ['float64', 3, 64],
    ['alaw', 6, 8],
    ['mulaw', 7, 8],
  ] as const;
  return plans.flatMap(([name, tag, bits]) =>
    [false, true].map((isRf64) => ({
      name: `${name}${isRf64 ? '.rf64' : ''}.wav`,
      bytes: wav(tag, bits, isRf64),
    })),
  );
}

function wav(tag: number, bits: number, isRf64: boolean): Buffer {
  const channels = 2;
  const frameBytes = (channels * bits) / 8;
  const dataBytes = LENGTH * frameBytes;
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(channels, 2);
  format.writeUInt32LE(16_000, 4);
  format.writeUInt32LE(16_000 * frameBytes, 8);
  format.writeUInt16LE(frameBytes, 12);
  format.writeUInt16LE(bits, 14);
  const data = Buffer.from(Array.from({ length: dataBytes }, (_, index) => (index * 37) % 251));
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(BigInt(dataBytes), 8);
  const chunks = [chunk('fmt ', format), chunk('LIST', Buffer.from('abcd'))];
  if (isRf64) chunks.unshift(chunk('ds64', sizes));
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks, chunk('data', data, isRf64)]);
  return chunk(isRf64 ? 'RF64' : 'RIFF', body, isRf64);
}

function chunk(id: string, body: Buffer, isElsewhere = false): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(isElsewhere ? 0xffffffff : body.length, 4);
  return Buffer.concat([head, body]);
}
