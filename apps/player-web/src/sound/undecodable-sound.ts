/** Thrown where a worker can't decode a recording and the page's own decoder may. */
export class UndecodableSound extends Error {
  /** Hz, where the file says it all the same. */
  readonly sampleRate: number | undefined;

  constructor(message: string, sampleRate?: number) {
    super(message);
    this.name = 'UndecodableSound';
    this.sampleRate = sampleRate;
  }
}
