/** Playback of one recording: an audio element whose state the page can follow at every frame of the screen. */
export class Transport {
  playing = $state(false);
  currentSeconds = $state(0);
  durationSeconds = $state(0);
  /** Hears in plain words why the recording can't be played. */
  onProblem: (message: string) => void = () => {};

  readonly #audio = new Audio();

  constructor() {
    const audio = this.#audio;
    audio.addEventListener('loadedmetadata', () => {
      if (Number.isFinite(audio.duration)) this.durationSeconds = audio.duration;
    });
    audio.addEventListener('play', () => {
      this.playing = true;
      this.#follow();
    });
    for (const event of ['pause', 'ended', 'seeked'])
      audio.addEventListener(event, () => {
        this.playing = !audio.paused && !audio.ended;
        this.currentSeconds = audio.currentTime;
      });
    audio.addEventListener('error', () => {
      if (audio.src)
        this.onProblem(
          'This browser can’t play the file. Choose a recording, such as a WAV, FLAC or MP3 file.',
        );
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
    this.currentSeconds = 0;
    this.durationSeconds = 0;
  }

  toggle(): void {
    if (this.playing) return this.#audio.pause();
    if (this.currentSeconds >= this.durationSeconds) this.seek(0);
    this.#audio.play().catch((error: unknown) => {
      const { name, message } = error as DOMException;
      // Opening another recording interrupts a start: that is no fault.
      if (name !== 'AbortError') this.onProblem(`The recording does not start: ${message}`);
    });
  }

  /** Pauses and goes back to the start. */
  stop(): void {
    this.#audio.pause();
    this.seek(0);
  }

  /** Goes to a moment; before the start and behind the end, to these. */
  seek(seconds: number): void {
    this.currentSeconds = Math.min(this.durationSeconds, Math.max(0, seconds));
    this.#audio.currentTime = this.currentSeconds;
  }

  #follow(): void {
    if (this.#audio.paused) return;
    this.currentSeconds = this.#audio.currentTime;
    requestAnimationFrame(() => this.#follow());
  }
}
