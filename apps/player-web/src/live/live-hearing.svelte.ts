import { FrameGrid, levelScale, type FeatureSpec } from '@earmark/dsp';
import { verdictAt, type Verdict } from '../playback/verdict.ts';
import { createLatencyWindow } from './latency-window.ts';
import { createLiveHistory, type LiveHistory } from './live-history.ts';
import type { LiveNetwork } from '../network/network-client.ts';
import { LIVE_ROWS, type LiveHeard } from '../network/network-messages.ts';
import type { Microphone } from './microphone.ts';
import { onceAFrame } from './once-a-frame.ts';

/** The part of an open model that live input needs; an encoder has no labels, and nothing to say. */
export interface LiveModel {
  readonly id: number;
  readonly labels: readonly string[];
  readonly contract: {
    readonly features: FeatureSpec;
    readonly decision?: { readonly background: string | null };
  };
}

/** What a network heard in the last seconds. */
export interface LivePast {
  readonly model: LiveModel;
  /** Changes in place. */
  readonly history: LiveHistory;
}

/** So much of the past stays to be seen. */
export const HISTORY_SECONDS = 10;
const LATENCY_WINDOW_MILLISECONDS = 3000;
const BEHIND_SECONDS = 1;

/** What a network hears in a microphone, now and in the last seconds. */
export class LiveHearing {
  /** Of the newest frame. */
  verdict = $state.raw<Verdict>();
  /** From the arrival of sound in the browser until the square shows it, in milliseconds: the median of the last seconds. */
  latencyMilliseconds = $state.raw<number>();
  /** Whether the network does not keep up with the microphone, by more than a hiccup. */
  behind = $state.raw(false);
  /** Whether the network has stopped, though the microphone may go on. */
  failed = $state.raw(false);
  /** The last ten seconds; another value whenever there is more to see. */
  past = $state.raw<LivePast>();
  /** Hears in plain words why the network can't listen. */
  onProblem: (message: string) => void = () => {};

  readonly #network: LiveNetwork;
  readonly #show = onceAFrame(() => this.#showNewest());
  #microphone: Microphone | undefined;
  #newest: LiveHeard | undefined;
  #sentSeconds = 0;
  #latencies = createLatencyWindow(LATENCY_WINDOW_MILLISECONDS);

  constructor(network: LiveNetwork) {
    this.#network = network;
  }

  /** Lets a network listen to a microphone, both from now on. */
  connect(model: LiveModel, microphone: Microphone): void {
    this.disconnect();
    this.#microphone = microphone;
    this.failed = false;
    this.#latencies = createLatencyWindow(LATENCY_WINDOW_MILLISECONDS);
    this.#sentSeconds = 0;
    const { features } = model.contract;
    const columns = Math.round(HISTORY_SECONDS / new FrameGrid(features).hopSeconds);
    const history = createLiveHistory(columns, levelScale(features, LIVE_ROWS).rows, model.labels.length);
    this.past = { model, history };
    const { port1, port2 } = new MessageChannel();
    const receive = (heard: LiveHeard) => {
      if (this.past?.history !== history || !this.#microphone) return;
      history.push(heard.levels, heard.provisional, heard.final);
      this.#newest = heard;
      this.#show();
    };
    const fail = (problem: string) => {
      if (this.past?.history !== history || !this.#microphone) return;
      this.disconnect();
      this.failed = true;
      this.onProblem(problem);
    };
    this.#network
      .start(model.id, microphone.sampleRate, receive, port2, fail)
      .catch((error: unknown) => fail((error as Error).message));
    microphone.sendTo(port1);
  }

  /** Ends it; the last seconds stay to be looked at. */
  disconnect(): void {
    if (!this.#microphone) return;
    this.#microphone.sendTo(undefined);
    this.#network.stop();
    this.#microphone = undefined;
    this.#newest = undefined;
    this.verdict = undefined;
    this.latencyMilliseconds = undefined;
    this.behind = false;
  }

  /** Clears the last seconds: they were another network's. */
  forget(): void {
    this.disconnect();
    this.failed = false;
    this.past = undefined;
  }

  /** Counts what the microphone has sent to the network. */
  noteSent(seconds: number): void {
    if (!this.#microphone) return;
    this.#sentSeconds += seconds;
    // Before its first word it is getting ready.
    if (this.#newest) this.behind = this.#sentSeconds - this.#newest.seconds > BEHIND_SECONDS;
  }

  #showNewest(): void {
    const heard = this.#newest;
    if (!heard || !this.past) return;
    const { labels, contract } = this.past.model;
    this.past = { ...this.past };
    if (heard.provisional.length === 0) return;
    const grid = new FrameGrid(contract.features);
    this.verdict = verdictAt({ values: heard.provisional, frames: 1, labels, grid }, 0);
    this.#latencies.note(heard.captured, Date.now());
    this.latencyMilliseconds = this.#latencies.median();
  }
}
