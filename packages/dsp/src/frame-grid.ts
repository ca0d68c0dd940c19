/**
 * How far (in samples) a time may lie before a frame's boundary and still count as the boundary, so that
 * `frameAt(boundarySeconds(t))` is t although seconds are rounded to 53 bits.
 */
const boundaryTolerance = 1 / 1024;

/**
 * The time axis of a matrix of frames, and the only place that converts between frames, samples and seconds.
 *
 * Frames are not centred: frame t covers the samples [t * hopLength, t * hopLength + frameLength), so a stream and a file
 * number their frames alike. A tail shorter than a frame makes no frame.
 *
 * @example
 * const grid = new FrameGrid({ sampleRate: 16000, frameLength: 400, hopLength: 160 });
 * grid.frameCount(16000);   // 98
 * grid.centreSeconds(0);    // 0.0125
 * grid.boundarySeconds(1);  // 0.0175
 * grid.frameAt(0.0225);     // 1
 */
export class FrameGrid {
  readonly sampleRate: number;
  readonly frameLength: number;
  readonly hopLength: number;

  /**
   * @param axis `sampleRate` in Hz; `frameLength` and `hopLength` in samples; all positive integers (a FeatureSpec fits)
   * @throws RangeError that names the value that is no positive integer
   */
  constructor(axis: {
    readonly sampleRate: number;
    readonly frameLength: number;
    readonly hopLength: number;
  }) {
    for (const name of ['sampleRate', 'frameLength', 'hopLength'] as const) {
      if (!Number.isInteger(axis[name]) || axis[name] < 1) {
        throw new RangeError(`FrameGrid: ${name} is ${axis[name]}: expected a positive integer.`);
      }
    }
    this.sampleRate = axis.sampleRate;
    this.frameLength = axis.frameLength;
    this.hopLength = axis.hopLength;
  }

  /** Time from one frame to the next, in seconds. */
  get hopSeconds(): number {
    return this.hopLength / this.sampleRate;
  }

  /** Centre of frame 0, in seconds. */
  get firstCentreSeconds(): number {
    return this.centreSeconds(0);
  }

  /** How many complete frames `sampleCount` samples hold; 0 below one frame. */
  frameCount(sampleCount: number): number {
    return sampleCount < this.frameLength
      ? 0
      : Math.floor((sampleCount - this.frameLength) / this.hopLength) + 1;
  }

  /** The fewest samples that hold `frameCount` frames: the inverse of `frameCount`; 0 for no frame. */
  samplesFor(frameCount: number): number {
    return frameCount < 1 ? 0 : (frameCount - 1) * this.hopLength + this.frameLength;
  }

  /** Index of the first sample that frame t covers. */
  startSample(t: number): number {
    return t * this.hopLength;
  }

  /** Centre of frame t, in seconds from the start of the recording. */
  centreSeconds(t: number): number {
    return (t * this.hopLength + this.frameLength / 2) / this.sampleRate;
  }

  /** Half a hop before the centre of frame t: the second at which frame t takes over from frame t - 1. */
  boundarySeconds(t: number): number {
    return (t * this.hopLength + (this.frameLength - this.hopLength) / 2) / this.sampleRate;
  }

  /**
   * The frame whose centre is nearest to a time; of two equally near ones the later.
   * It may be negative or beyond the last frame: the caller knows the ends and clamps.
   */
  frameAt(seconds: number): number {
    const fromFirstBoundary = seconds * this.sampleRate - (this.frameLength - this.hopLength) / 2;
    return Math.floor((fromFirstBoundary + boundaryTolerance) / this.hopLength);
  }
}
