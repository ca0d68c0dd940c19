import { limitedRange, pannedRange, revealedRange, zoomedRange, type ViewRange } from './view-range.ts';

/** More steps back than anybody counts. */
const MAX_STEPS_BACK = 50;

/** Which part of the recording the timeline shows, and whether it follows the playhead. */
export class View implements ViewRange {
  follow = $state(true);
  #durationSeconds = $state(0);
  #range = $state.raw<ViewRange>({ startSeconds: 0, endSeconds: 0 });
  #past = $state.raw<readonly ViewRange[]>([]);

  get durationSeconds(): number {
    return this.#durationSeconds;
  }

  /** A view of the whole stays one of the whole. */
  set durationSeconds(durationSeconds: number) {
    const showedAll = this.showsAll;
    this.#durationSeconds = durationSeconds;
    this.#range = showedAll ? this.#whole() : limitedRange(this.#range, durationSeconds);
  }

  /** The visible stretch, the same object until it changes. */
  get range(): ViewRange {
    return this.#range;
  }

  get startSeconds(): number {
    return this.#range.startSeconds;
  }

  get endSeconds(): number {
    return this.#range.endSeconds;
  }

  get showsAll(): boolean {
    return this.startSeconds <= 0 && this.endSeconds >= this.#durationSeconds;
  }

  get canGoBack(): boolean {
    return this.#past.length > 0;
  }

  /** Shows another recording as a whole, with no way back to the one before. */
  open(durationSeconds: number): void {
    this.#past = [];
    this.#durationSeconds = durationSeconds;
    this.#range = this.#whole();
  }

  /** Zooms around a moment that stays where it is: by a factor above 1 closer, below 1 away. */
  zoomAt(seconds: number, factor: number): void {
    this.#range = zoomedRange(this.#range, this.#durationSeconds, seconds, factor);
  }

  /** Zooms around a moment where it is visible, else around the middle. */
  zoom(factor: number, aroundSeconds: number): void {
    const isVisible = aroundSeconds >= this.startSeconds && aroundSeconds <= this.endSeconds;
    this.zoomAt(isVisible ? aroundSeconds : (this.startSeconds + this.endSeconds) / 2, factor);
  }

  /** Moves by seconds: forward for more than 0. */
  pan(seconds: number): void {
    this.#range = pannedRange(this.#range, this.#durationSeconds, seconds);
  }

  /** Shows the whole recording. */
  fit(): void {
    this.show(0, this.#durationSeconds);
  }

  /** Shows a stretch, and remembers where it came from. */
  show(start: number, end: number): void {
    const next = limitedRange({ startSeconds: start, endSeconds: end }, this.#durationSeconds);
    if (next.startSeconds === this.startSeconds && next.endSeconds === this.endSeconds) return;
    this.#past = [...this.#past, this.#range].slice(-MAX_STEPS_BACK);
    this.#range = next;
  }

  /** Back to what was shown before the last `show` or `fit`. */
  back(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#range = limitedRange(before, this.#durationSeconds);
  }

  /** Brings a moment into view, without zooming. */
  reveal(seconds: number): void {
    this.#range = revealedRange(this.#range, this.#durationSeconds, seconds);
  }

  #whole(): ViewRange {
    return { startSeconds: 0, endSeconds: this.#durationSeconds };
  }
}
