/** A stretch of time in seconds, without a label. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
