import { sampleRate } from './sample-rate.ts';

/** Metres along length, width and height. */
export type Position = readonly [number, number, number];

/** A box-shaped room. */
export interface Room {
  readonly size: Position;
  /** Reverberation time: seconds until the sound has fallen by 60 dB. */
  readonly reverberationSeconds: number;
}

const speedOfSound = 343;

/**
 * Impulse response from `source` to `microphone` by the image method, starting at the direct sound, which has gain 1, so
 * that reverberant speech stays aligned with its labels. All walls absorb alike, as Eyring's formula asks for the
 * room's reverberation time; the response ends after a fall of 45 dB.
 *
 * @throws RangeError when a position is outside the room
 * @see J. B. Allen and D. A. Berkley, "Image method for efficiently simulating small-room acoustics", JASA 65(4), 1979
 */
export function roomResponse(room: Room, source: Position, microphone: Position): Float32Array {
  for (const position of [source, microphone]) {
    if (position.some((metres, axis) => metres <= 0 || metres >= room.size[axis]!)) {
      throw new RangeError(
        `position ${position.join(', ')} m is outside the room of ${room.size.join(' x ')} m`,
      );
    }
  }
  const [length, width, height] = room.size;
  const surface = 2 * (length * width + width * height + height * length);
  const absorption = 1 - Math.exp((-0.161 * length * width * height) / (surface * room.reverberationSeconds));
  // Walls invert the pressure here: with a positive sign the many late images would add up to a constant offset.
  const reflection = -Math.sqrt(1 - absorption);

  const direct = Math.hypot(...source.map((metres, axis) => metres - microphone[axis]!));
  const response = new Float32Array(Math.ceil(0.75 * room.reverberationSeconds * sampleRate));
  const reach = direct + (response.length / sampleRate) * speedOfSound;
  const images = room.size.map((_, axis) => imagesAlong(axis, room, source, microphone, reach));
  for (const x of images[0]!) {
    for (const y of images[1]!) {
      for (const z of images[2]!) {
        const distance = Math.hypot(x.offset, y.offset, z.offset);
        const delay = Math.round(((distance - direct) / speedOfSound) * sampleRate);
        if (delay < response.length) {
          response[delay]! +=
            (reflection ** (x.reflections + y.reflections + z.reflections) * direct) / distance;
        }
      }
    }
  }
  return response;
}

/** Along one axis: how far each mirror image of the source is from the microphone, and off how many walls it came. */
function imagesAlong(
  axis: number,
  room: Room,
  source: Position,
  microphone: Position,
  reach: number,
): { offset: number; reflections: number }[] {
  const size = room.size[axis]!;
  const images: { offset: number; reflections: number }[] = [];
  const most = Math.ceil(reach / (2 * size)) + 1;
  for (let period = -most; period <= most; period++) {
    for (const mirrored of [0, 1]) {
      const offset = 2 * period * size + (mirrored ? -source[axis]! : source[axis]!) - microphone[axis]!;
      if (Math.abs(offset) <= reach) images.push({ offset, reflections: Math.abs(2 * period - mirrored) });
    }
  }
  return images;
}
