/**
 * How long each label lasts, counted in labelled frames.
 *
 * @param recordings with the label index of every frame, -1 where it is unlabelled
 * @example secondsPerLabel([{ targets: [0, 1, 1, -1] }], ['noise', 'speech'], 0.01) // { noise: 0.01, speech: 0.02 }
 */
export function secondsPerLabel(
  recordings: readonly { readonly targets: Iterable<number> }[],
  labels: readonly string[],
  hopSeconds: number,
): Record<string, number> {
  const frames = labels.map(() => 0);
  for (const { targets } of recordings) for (const target of targets) if (target >= 0) frames[target]!++;
  return Object.fromEntries(labels.map((label, index) => [label, frames[index]! * hopSeconds]));
}
