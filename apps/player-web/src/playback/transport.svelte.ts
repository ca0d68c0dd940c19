/** A stretch of the recording, in seconds. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The speeds to choose from; the pitch stays. */
export const PLAYBACK_RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** How far before a moment to which the browser can't go it is tried first, in seconds; then twice as far each time. */
const FIRST_STEP_BACK = 0.25;
const MAX_STEPS_BACK = 4;

/** Playback of one recording: an audio element whose state the page can follow at every frame of the screen. */
export class Transport {
  playing = $state(false);
  currentSeconds = $state(0);
  durationSeconds = $state(0);
  /** Times the recording's own speed. */
  rate = $state(1);
  /** What is played over and over, if anything is. */
  loop = $state.raw<Stretch>();
  /** Hears in plain words why the recording can't be played. */
  onProblem: (message: string) => void = () => {};

  readonly #audio = new Audio();
  /** Where playing stops by itself; the end of the recording where it is nothing. */
  #until: number | undefined;
  /** Where sound begins again, while the browser plays silently from a little before. */
  #silentTo: number | undefined;
  #stepsBack = 0;
  #frame = 0;

  constructor() {
    const audio = this.#audio;
    audio.preservesPitch = true;
    audio.addEventListener('loadedmetadata', () => {
      audio.playbackRate = this.rate;
      if (this.durationSeconds === 0 && Number.isFinite(audio.duration))
        this.durationSeconds = audio.duration;
    });
    audio.addEventListener('play', () => {
      this.playing = true;
      this.#follow();
    });
    // A page that is not shown gets no frames, and loops all the same.
    audio.addEventListener('timeupdate', () => this.#follow());
    for (const event of ['pause', 'ended', 'seeked'])
      audio.addEventListener(event, () => {
        this.playing = !audio.paused && !audio.ended;
        this.currentSeconds = this.#now;
      });
    // A loop up to the end of the recording is over before its end was seen.
    audio.addEventListener('ended', () => {
      if (!this.loop) return;
      this.#goTo(this.loop.start);
      this.#play();
    });
    audio.addEventListener('error', () => {
      if (audio.src) this.#recover();
    });
  }

  /** Puts a recording on, at its start and paused. */
  open(recording: Blob): void {
    this.close();
    this.#audio.src = URL.createObjectURL(recording);
  }

  close(): void {
    this.#audio.pause();
    if (this.#audio.src) URL.revokeObjectURL(this.#audio.src);
    this.#audio.removeAttribute('src');
    this.#audio.load();
    this.#until = undefined;
    this.loop = undefined;
    this.#goTo(0);
    this.durationSeconds = 0;
  }

  toggle(): void {
    if (this.playing) return this.pause();
    if (this.currentSeconds >= this.durationSeconds) this.seek(0);
    this.#until = undefined;
    this.#play();
  }

  pause(): void {
    this.#audio.pause();
  }

  /** Plays a stretch once, and no loop any more. */
  playStretch({ start, end }: Stretch): void {
    this.loop = undefined;
    this.seek(start);
    this.#until = end;
    this.#play();
  }

  /** Pauses and goes back to the start. */
  stop(): void {
    this.pause();
    this.seek(0);
  }

  /** Goes to a moment; before the start and behind the end, to these. Who goes elsewhere leaves the loop. */
  seek(seconds: number): void {
    const within = Math.min(this.durationSeconds, Math.max(0, seconds));
    const { loop } = this;
    if (loop && (within < loop.start || within > loop.end)) this.loop = undefined;
    this.#until = undefined;
    this.#goTo(within);
  }

  setRate(rate: number): void {
    this.rate = rate;
    this.#audio.playbackRate = rate;
  }

  #play(): void {
    this.#audio.play().catch((error: unknown) => {
      const { name, message } = error as DOMException;
      // Opening another recording interrupts a start: that is no fault.
      if (name !== 'AbortError') this.onProblem(`The recording does not start: ${message}`);
    });
  }

  get #now(): number {
    return Math.max(this.#audio.currentTime, this.#silentTo ?? 0);
  }

  #goTo(seconds: number): void {
    this.#endSilence();
    this.#stepsBack = 0;
    this.currentSeconds = seconds;
    this.#audio.currentTime = seconds;
  }

  #endSilence(): void {
    this.#silentTo = undefined;
    this.#audio.muted = false;
  }

  /**
   * Chromium can't go to some moments near the end of a FLAC file ("demuxer seek failed"), and then plays nothing any more: the file
   * is loaded anew, and played silently from a little before.
   */
  #recover(): void {
    const audio = this.#audio;
    const wasPlayable = audio.error?.code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED;
    if (!wasPlayable || this.#stepsBack >= MAX_STEPS_BACK)
      return this.onProblem(
        'This browser can’t play the file. Choose a recording, such as a WAV, FLAC or MP3 file.',
      );
    const { playing } = this;
    this.#silentTo = this.currentSeconds;
    audio.muted = true;
    audio.load();
    audio.currentTime = Math.max(0, this.#silentTo - FIRST_STEP_BACK * 2 ** this.#stepsBack);
    this.#stepsBack++;
    if (playing) this.#play();
  }

  #follow(): void {
    const audio = this.#audio;
    cancelAnimationFrame(this.#frame);
    if (audio.paused) return;
    if (this.#silentTo !== undefined && audio.currentTime >= this.#silentTo) this.#endSilence();
    this.currentSeconds = this.#now;
    const { loop } = this;
    if (loop && (this.currentSeconds >= loop.end || this.currentSeconds < loop.start - 0.05))
      this.#goTo(loop.start);
    if (this.#until !== undefined && this.currentSeconds >= this.#until) {
      this.#until = undefined;
      audio.pause();
    }
    this.#frame = requestAnimationFrame(() => this.#follow());
  }
}
