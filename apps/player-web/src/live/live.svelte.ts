import { createRecordingKeeper, BYTES_PER_SAMPLE } from './keep-recording.ts';
import { createLevelMeter, SILENCE } from './level-meter.ts';
import { LiveHearing, type LiveModel } from './live-hearing.svelte.ts';
import type { LiveNetwork } from '../network/network-client.ts';
import { browserPlatform, type MicrophonePlatform } from './microphone-platform.ts';
import { listMicrophones, openMicrophone, type Microphone, type SoundInput } from './microphone.ts';
import { onceAFrame } from './once-a-frame.ts';
import { takeName } from './take-name.ts';
import type { Take } from './take.ts';

/** All that was heard and not discarded: three hours at 48 kHz. */
const KEEP_BYTES = 2 ** 30;

/** Listens to a microphone, keeps what it hears, and lets the network hear it too. */
export class Live {
  state = $state.raw<'idle' | 'asking' | 'listening' | 'stopped'>('idle');
  problem = $state.raw<string>();
  devices = $state.raw<readonly SoundInput[]>([]);
  /** The id of one of `devices`; undefined: the system's choice. */
  chosenDevice = $state.raw<string>();
  /** The one that is open. */
  microphone = $state.raw<Microphone>();
  /** Whether the microphone is open but no sound arrives. */
  muted = $state.raw(false);
  level = $state.raw(SILENCE);
  /** What is kept since Listen was pressed. */
  heardSeconds = $state.raw(0);
  /** How much of it can be kept. */
  keepSeconds = $state.raw(0);
  /** Whether no more can be kept. */
  full = $state.raw(false);
  /** What was heard before, the newest last. */
  takes = $state.raw<readonly Take[]>([]);
  readonly hearing: LiveHearing;

  readonly #platform: MicrophonePlatform;
  #model: LiveModel | undefined;
  #take: Take | undefined;
  /** Counts the presses of Listen and Stop: what an older one still brings is not wanted. */
  #attempts = 0;

  /** @param network `live` of the network's client */
  constructor(network: LiveNetwork, platform: MicrophonePlatform = browserPlatform()) {
    this.#platform = platform;
    this.hearing = new LiveHearing(network);
    this.hearing.onProblem = (problem) =>
      (this.problem = `${problem} What is heard is kept all the same; to let the network listen anew, press Stop and Listen.`);
  }

  /** Whether something was heard that the person has no copy of. */
  get hasUnsaved(): boolean {
    return this.microphone !== undefined || this.takes.some(({ downloaded }) => !downloaded);
  }

  /** Keeps `devices` up to date; the function that is returned ends that. */
  watchDevices(): () => void {
    const list = () => void this.#listDevices();
    const { mediaDevices } = this.#platform;
    mediaDevices?.addEventListener('devicechange', list);
    list();
    return () => mediaDevices?.removeEventListener('devicechange', list);
  }

  /** Listens; the browser may ask the person first. */
  async listen(): Promise<void> {
    this.stop();
    const attempt = ++this.#attempts;
    this.state = 'asking';
    this.problem = undefined;
    this.muted = false;
    let hear = (_samples: Float32Array): void => {};
    try {
      const microphone = await openMicrophone(
        this.chosenDevice,
        {
          onBlock: ({ samples }) => hear(samples),
          onMuted: (muted) => (this.muted = muted),
          onLost: (problem) => this.#lose(problem),
        },
        this.#platform,
      );
      if (attempt !== this.#attempts) return microphone.stop();
      hear = this.#begin(microphone);
    } catch (error) {
      if (attempt !== this.#attempts) return;
      this.state = this.#stateAtRest();
      this.problem = (error as Error).message;
    }
    // With the permission come the names.
    await this.#listDevices();
  }

  /** Lets the microphone go; what was heard is in `takes`. */
  stop(): void {
    this.#attempts++;
    this.microphone?.stop();
    this.hearing.disconnect();
    if (this.#take && this.#take.keeper.seconds > 0) this.takes = [...this.takes, this.#take];
    this.#take = undefined;
    this.microphone = undefined;
    this.level = SILENCE;
    this.state = this.#stateAtRest();
  }

  /** Chooses a microphone; one that is open is exchanged. */
  async useDevice(id: string | undefined): Promise<void> {
    this.chosenDevice = id;
    if (this.microphone) await this.listen();
  }

  /** From now on this network listens; keeping goes on. */
  useModel(model: LiveModel | undefined): void {
    if (model?.id === this.#model?.id) return;
    this.#model = model;
    this.hearing.forget();
    if (this.microphone) this.#connect(this.microphone);
  }

  noteDownload(take: Take): void {
    this.takes = this.takes.map((known) => (known === take ? { ...take, downloaded: true } : known));
  }

  discard(take: Take): void {
    this.takes = this.takes.filter((known) => known !== take);
  }

  /** @returns what hears the samples */
  #begin(microphone: Microphone): (samples: Float32Array) => void {
    const { sampleRate } = microphone;
    const keptBytes = this.takes.reduce((sum, { keeper }) => sum + keeper.bytes, 0);
    this.keepSeconds = (KEEP_BYTES - keptBytes) / (BYTES_PER_SAMPLE * sampleRate);
    const keeper = createRecordingKeeper(sampleRate, this.keepSeconds);
    const meter = createLevelMeter(sampleRate);
    const name = takeName(
      new Date(),
      this.takes.map((take) => take.name),
    );
    this.#take = { name, keeper, downloaded: false };
    this.microphone = microphone;
    this.heardSeconds = 0;
    this.full = keeper.full;
    this.state = 'listening';
    this.#connect(microphone);
    const show = onceAFrame(() => {
      if (this.microphone !== microphone) return;
      this.level = meter.read();
      this.heardSeconds = keeper.seconds;
      this.full = keeper.full;
    });
    return (samples) => {
      keeper.push(samples);
      // What was under way when it was stopped is kept, not shown.
      if (this.microphone !== microphone) return;
      meter.push(samples);
      this.hearing.noteSent(samples.length / sampleRate);
      show();
    };
  }

  #connect(microphone: Microphone): void {
    if (this.#model?.labels.length) this.hearing.connect(this.#model, microphone);
  }

  #lose(problem: string): void {
    const kept = this.takes.length;
    this.stop();
    this.problem = this.takes.length > kept ? `${problem} What was heard until then is kept below.` : problem;
    void this.#listDevices();
  }

  #stateAtRest(): 'idle' | 'stopped' {
    return this.takes.length > 0 ? 'stopped' : 'idle';
  }

  async #listDevices(): Promise<void> {
    try {
      this.devices = await listMicrophones(this.#platform);
    } catch (error) {
      this.problem = (error as Error).message;
    }
    const gone = this.chosenDevice !== undefined && !this.devices.some(({ id }) => id === this.chosenDevice);
    if (gone && !this.microphone) this.chosenDevice = undefined;
  }
}
