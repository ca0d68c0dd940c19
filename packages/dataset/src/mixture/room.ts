/** Metres along length, width and height. */
export type Position = readonly [number, number, number];

/** A box-shaped room. */
export interface Room {
  readonly size: Position;
  /** Reverberation time: seconds until the sound has fallen by 60 dB. */
  readonly reverberationSeconds: number;
}

const SPEED_OF_SOUND = 343;

/**
 * Impulse response from `source` to `microphone` by the image method, starting at the direct sound, which has gain 1, so
 * that reverberant speech stays aligned with its labels. All walls absorb alike, as Eyring's formula asks for the
 * room's reverberation time; the response ends after a fall of 45 dB. Each reflection falls on a whole sample.
 *
 * @param sampleRate of the response, in Hz
 * @throws RangeError when a position is outside the room
 * @see J. B. Allen and D. A. Berkley, "Image method for efficiently simulating small-room acoustics", JASA 65(4), 1979
 * @example convolve(dry, roomResponse({ size: [5, 4, 3], reverberationSeconds: 0.4 }, [1, 1, 1.5], [3, 2, 1.2], 16000))
 */
export function roomResponse(
  room: Room,
  source: Position,
  microphone: Position,
  sampleRate: number,
): Float32Array {
  for (const position of [source, microphone]) {
    if (!position.every((metres, axis) => metres > 0 && metres < room.size[axis]!)) {
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

  const direct = distanceOf(source[0] - microphone[0], source[1] - microphone[1], source[2] - microphone[2]);
  const response = new Float32Array(Math.ceil(0.75 * room.reverberationSeconds * sampleRate));
  const reach = direct + (response.length / sampleRate) * SPEED_OF_SOUND;
  const images = room.size.map((_, axis) => imagesAlong(axis, room, source, microphone, reach));
  const gains = Array.from({ length: mostReflections(images) + 1 }, (_, count) => reflection ** count);
  for (const x of images[0]!) {
    for (const y of images[1]!) {
      for (const z of images[2]!) {
        const distance = distanceOf(x.offset, y.offset, z.offset);
        const delay = Math.round(((distance - direct) / SPEED_OF_SOUND) * sampleRate);
        if (delay < response.length) {
          response[delay]! += (gains[x.reflections + y.reflections + z.reflections]! * direct) / distance;
        }
      }
    }
  }
  return response;
}

/** Not Math.hypot, whose last bit differs from engine to engine and could move a reflection by a sample. */
function distanceOf(x: number, y: number, z: number): number {
  return Math.sqrt(x * x + y * y + z * z);
}

interface Image {
  readonly offset: number;
  readonly reflections: number;
}

/** Along one axis: how far each mirror image of the source is from the microphone, and off how many walls it came. */
function imagesAlong(
  axis: number,
  room: Room,
  source: Position,
  microphone: Position,
  reach: number,
): Image[] {
  const size = room.size[axis]!;
  const images: Image[] = [];
  const most = Math.ceil(reach / (2 * size)) + 1;
  for (let period = -most; period <= most; period++) {
    for (const mirrored of [0, 1]) {
      const offset = 2 * period * size + (mirrored ? -source[axis]! : source[axis]!) - microphone[axis]!;
      if (Math.abs(offset) <= reach) images.push({ offset, reflections: Math.abs(2 * period - mirrored) });
    }
  }
  return images;
}

/** Of an image that lies furthest off along every axis. */
function mostReflections(images: readonly (readonly Image[])[]): number {
  return images.reduce((sum, along) => sum + Math.max(...along.map(({ reflections }) => reflections)), 0);
}
