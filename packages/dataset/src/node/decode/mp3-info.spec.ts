import { describe, expect, it } from '@jest/globals';
import { parseMp3Info } from './mp3-info.ts';

/** A frame of 44.1 kHz, stereo, 128 kbit/s: 417 bytes, of which 32 behind the header are side information. */
function frame(write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(417);
  bytes.write('fffb9064', 'hex');
  write(bytes);
  return bytes;
}

function withLame(encoder: string, delay: number, padding: number): Buffer {
  return frame((bytes) => {
    bytes.write('Info', 36, 'latin1');
    bytes.writeUInt32BE(0x0f, 40);
    bytes.writeUInt32BE(1000, 44);
    bytes.write(encoder, 156, 'latin1');
    bytes.writeUIntBE((delay << 12) | padding, 177, 3);
  });
}

describe('parseMp3Info', () => {
  it('adds the delay of the decoder to that of the encoder', () => {
    const expected = { frameCount: 1000, delay: 576 + 529, padding: 1000 - 529 };
    expect(parseMp3Info(withLame('LAME3.100', 576, 1000))).toEqual(expected);
    expect(parseMp3Info(withLame('Lavc60.3', 576, 300))).toEqual({ ...expected, padding: 0 });
  });

  it('knows no delay by other encoders', () => {
    expect(parseMp3Info(withLame('Blade', 576, 1000))).toEqual({ frameCount: 1000, delay: 0, padding: 0 });
  });

  it('reads a header without any of its fields', () => {
    const bytes = frame((all) => all.write('Xing', 36, 'latin1'));
    expect(parseMp3Info(bytes)).toEqual({ frameCount: undefined, delay: 0, padding: 0 });
  });

  it('reads the header of another maker', () => {
    const bytes = frame((all) => {
      all.write('VBRI', 36, 'latin1');
      all.writeUInt32BE(77, 50);
    });
    expect(parseMp3Info(bytes)).toEqual({ frameCount: 77, delay: 0, padding: 0 });
  });

  it('takes a frame with sound for none', () => {
    expect(parseMp3Info(frame(() => undefined))).toBeUndefined();
    expect(parseMp3Info(Buffer.from('fffb9064', 'hex'))).toBeUndefined();
  });
});
