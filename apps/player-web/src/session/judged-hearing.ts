import type { Judged } from '../judge/judged.ts';
import { taughtOn } from '../network/labels-provenance.ts';
import type { Hearing } from './hearing.ts';

/**
 * A hearing to be judged, which says whether its model learned from labels of the recording that it heard.
 *
 * @param recordingName the recording's file name
 * @param heldOut how much of the labels that were held out from it the model found, in [0, 1], where that is known
 * @example judgedHearing(hearing, 'dawn.wav', 0.93).taughtHere // { heldOut: 0.93 } where the model was taught on dawn.wav
 */
export function judgedHearing(hearing: Hearing, recordingName: string, heldOut?: number): Judged {
  const { name, track, decision, segments, trainedOn } = hearing;
  const isTaughtHere = taughtOn(trainedOn) === recordingName;
  return { name, track, decision, segments, ...(isTaughtHere && { taughtHere: { heldOut } }) };
}
