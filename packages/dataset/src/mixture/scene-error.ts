/** A scene that can't be made. The message names the recording or the scene, what was found and what was expected. */
export class SceneError extends Error {
  override readonly name = 'SceneError';
  /** The recording or the scene that is at fault. */
  readonly uri: string;

  constructor(uri: string, problem: string, options: { cause?: unknown } = {}) {
    super(`${uri}: ${problem}`, options);
    this.uri = uri;
  }
}
