/** What a network takes from the contract: frames of a window, bands of a frame, and how many labels it tells apart. */
export interface NetworkShape {
  readonly windowFrames: number;
  readonly bands: number;
  readonly labels: number;
}
