/**
 * What a model that was taught in the player says that it learned from, in its provenance.
 *
 * @param recording file name of the recording that the labels are of
 * @param source where the network came from that it hears with
 * @example labelsProvenance('dawn.wav', 'dilated-conv') // 'labels of dawn.wav in the player, from dilated-conv'
 */
export const labelsProvenance = (recording: string, source: string): string =>
  `labels of ${recording} in the player, from ${source}`;

/**
 * The recording that a model was taught on in the player.
 *
 * @param data as the model's provenance says it
 * @returns its file name; nothing where the model was trained elsewhere
 * @example taughtOn('labels of dawn.wav in the player, from dilated-conv') // 'dawn.wav'
 */
export const taughtOn = (data: string): string | undefined =>
  /^labels of (.+?) in the player, from /s.exec(data)?.[1];
