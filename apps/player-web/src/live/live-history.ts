/** What the last seconds held, for drawing: of every frame the levels of its spectrogram and the posteriors of its labels. */
export interface LiveHistory {
  /** So many frames are kept. */
  readonly columns: number;
  readonly rows: number;
  readonly labels: number;
  /** All frames so far; the last `columns` of them are kept. */
  readonly frames: number;
  /** So many frames, from the first, have their final posteriors; those behind them are guesses of the moment or unknown. */
  readonly finalFrames: number;
  /** `[columns][rows]`, frame f at row f % columns; 8-bit levels, the lowest band first. */
  readonly levels: Uint8Array;
  /** `[columns][labels]`, likewise; NaN where nothing is known. */
  readonly posteriors: Float32Array;
  /**
   * Adds what was heard.
   *
   * @param levels `[frames][rows]` of the newest frames
   * @param provisional posteriors of the newest frame, whose coming context is a guess: they stand for all frames that came with it
   *   until these get their own; empty before the first frame
   * @param final `[frames][labels]` of the next frames whose context is complete
   */
  push(levels: Uint8Array, provisional: Float32Array, final: Float32Array): void;
}

/**
 * A history of nothing.
 *
 * @param columns how many frames are kept
 * @param rows levels of a frame
 * @param labels posteriors of a frame
 * @example
 * const history = createLiveHistory(1000, 64, 2);
 * history.push(new Uint8Array(64), Float32Array.of(0.1, 0.9), new Float32Array(0));
 * history.frames; // 1
 */
export function createLiveHistory(columns: number, rows: number, labels: number): LiveHistory {
  const levels = new Uint8Array(columns * rows);
  const posteriors = new Float32Array(columns * labels).fill(NaN);
  let [frames, finalFrames] = [0, 0];

  function pushFrames(fresh: Uint8Array, provisional: Float32Array): void {
    const count = fresh.length / rows;
    for (let frame = Math.max(0, count - columns); frame < count; frame++) {
      const column = (frames + frame) % columns;
      levels.set(fresh.subarray(frame * rows, (frame + 1) * rows), column * rows);
      if (provisional.length > 0) posteriors.set(provisional, column * labels);
      else posteriors.fill(NaN, column * labels, (column + 1) * labels);
    }
    frames += count;
  }

  function pushFinal(fresh: Float32Array): void {
    for (let at = 0; at < fresh.length; at += labels, finalFrames++)
      if (finalFrames >= frames - columns)
        posteriors.set(fresh.subarray(at, at + labels), (finalFrames % columns) * labels);
  }

  return {
    columns,
    rows,
    labels,
    levels,
    posteriors,
    get frames() {
      return frames;
    },
    get finalFrames() {
      return finalFrames;
    },
    push(freshLevels, provisional, final) {
      pushFrames(freshLevels, provisional);
      pushFinal(final);
    },
  };
}
