/**
 * Refuses frames in which a value is no finite number: it would spoil all weights that learn from it, and stay in the state of a recurrent
 * network for good.
 *
 * @param values row-major `[frames][bands]`
 * @param firstFrame where the values begin in their recording
 * @param uri names the recording in the error, where it has a name
 * @throws RangeError naming frame and band
 * @example assertFiniteFrames(Float32Array.of(1, 2, 3, NaN), 2, 100) // frame 101 has the value NaN in band 1; …
 */
export function assertFiniteFrames(
  values: Float32Array,
  bands: number,
  firstFrame: number,
  uri?: string,
): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new RangeError(
    `${uri === undefined ? '' : `${uri}: `}frame ${firstFrame + Math.floor(at / bands)} has the value ${values[at]} in band ${at % bands}; expected finite values: compute the features again, or leave the recording out`,
  );
}
