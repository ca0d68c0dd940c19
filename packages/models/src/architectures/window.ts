import type { WindowSpec } from '@earmark/dataset';
import { DILATED_CONV_HOP, dilatedConvWindowFrames } from './dilated-conv.ts';
import type { Architecture } from './index.ts';

/** Frames of a window where neither the architecture nor a person decides it. */
const WINDOW_FRAMES = 81;

/**
 * The windows that an architecture answers: how many frames one is computed from, and how many it answers, which is its hop.
 *
 * @param windowFrames what a person asks for; nothing leaves it to the architecture
 * @throws RangeError where the architecture has another window, or looks further ahead than the window reaches
 * @example windowSpecOf(defaultVanillaConv, 65) // { frames: 65, hop: 1 }
 */
export function windowSpecOf(architecture: Architecture, windowFrames?: number): WindowSpec {
  const windows = freeOrOwnWindow(architecture, windowFrames);
  const lookahead = 'lookahead' in architecture ? architecture.lookahead : 0;
  const atMost = windows.frames - windows.hop;
  if (lookahead > atMost)
    throw new RangeError(
      `the lookahead of ${architecture.name} is ${lookahead} frames; expected at most ${atMost}, as a window has ${windows.frames} and answers ${windows.hop}`,
    );
  return windows;
}

function freeOrOwnWindow(architecture: Architecture, windowFrames: number | undefined): WindowSpec {
  if (architecture.name !== 'dilated-conv') return { frames: windowFrames ?? WINDOW_FRAMES, hop: 1 };
  const frames = dilatedConvWindowFrames(architecture);
  if (windowFrames !== undefined && windowFrames !== frames)
    throw new RangeError(
      `windowFrames is ${windowFrames}; dilated-conv with dilations ${architecture.dilations.join(', ')} has ${frames}: leave it out`,
    );
  return { frames, hop: DILATED_CONV_HOP };
}

/**
 * How many frames of a window come before those that it answers. The rest, `frames - hop - left`, come after: the delay of a live
 * answer. Where the architecture has no lookahead of its own, the answered frames are in the middle.
 *
 * @example leftContextFrames(defaultVanillaConv, { frames: 81, hop: 1 }) // 40
 */
export function leftContextFrames(architecture: Architecture, { frames, hop }: WindowSpec): number {
  return 'lookahead' in architecture ? frames - hop - architecture.lookahead : (frames - hop + 1) >> 1;
}
