import type { SampleBlock } from '../network/network-messages.ts';
import type { MicrophonePlatform } from './microphone-platform.ts';
import { microphoneProblem, noMicrophoneProblem } from './microphone-problem.ts';

/** A microphone that the person can choose. */
export interface SoundInput {
  readonly id: string;
  readonly name: string;
}

export interface MicrophoneListener {
  onBlock(block: SampleBlock): void;
  /** No sound arrives, or it does again: the system or a switch has muted the microphone, or the browser stopped listening. */
  onMuted(muted: boolean): void;
  /** It ended by itself; hears why. It is stopped already. */
  onLost(problem: string): void;
}

/** A microphone that is open. */
export interface Microphone {
  readonly name: string;
  readonly sampleRate: number;
  /** The delay of the device itself, in milliseconds, where the browser tells it. */
  readonly delayMilliseconds: number | undefined;
  /** What the browser does to the sound although it was asked not to. */
  readonly processing: readonly string[];
  /** Sends every further block to this port too, instead of the one before it. */
  sendTo(port: MessagePort | undefined): void;
  /** Releases the device. */
  stop(): void;
}

/** Everything that would change the sound, with its name for the person. */
const PROCESSING = {
  echoCancellation: 'echo cancellation',
  noiseSuppression: 'noise suppression',
  autoGainControl: 'gain control',
} as const;
type Processing = keyof typeof PROCESSING;

/**
 * The microphones that are plugged in. Before the first permission a browser does not tell them, and there is none in the list.
 *
 * @throws Error in plain words where the browser has no microphones for this page
 */
export async function listMicrophones(platform: MicrophonePlatform): Promise<readonly SoundInput[]> {
  const devices = await mediaDevicesOf(platform).enumerateDevices();
  return (
    devices
      // Chrome lists the system's choice a second time; no choice means that one here.
      .filter(
        ({ kind, deviceId }) =>
          kind === 'audioinput' && !['', 'default', 'communications'].includes(deviceId),
      )
      .map(({ deviceId, label }, place) => ({ id: deviceId, name: label || `Microphone ${place + 1}` }))
  );
}

/**
 * Opens a microphone; the browser may ask the person first. All processing of the browser is switched off.
 *
 * @param id one of `listMicrophones`, or undefined for the system's choice
 * @throws Error in plain words: no permission, no such microphone, in use, or no https
 * @example const microphone = await openMicrophone(undefined, { onBlock, onMuted, onLost }, browserPlatform())
 */
export async function openMicrophone(
  id: string | undefined,
  listener: MicrophoneListener,
  platform: MicrophonePlatform,
): Promise<Microphone> {
  const devices = mediaDevicesOf(platform);
  let stream: MediaStream | undefined;
  let context: AudioContext | undefined;
  function release(): void {
    for (const track of stream?.getTracks() ?? []) track.stop();
    if (context && context.state !== 'closed') void context.close();
  }
  try {
    stream = await devices.getUserMedia({ audio: constraints(id) });
    context = platform.createContext();
    const capture = await platform.createCapture(context);
    return connect(stream, context, capture, listener, release);
  } catch (error) {
    release();
    throw new Error(microphoneProblem(error), { cause: error });
  }
}

const constraints = (id: string | undefined): MediaTrackConstraints => ({
  ...(id !== undefined && { deviceId: { exact: id } }),
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: 1,
});

function mediaDevicesOf({ mediaDevices, secure, address }: MicrophonePlatform): MediaDevices {
  if (!mediaDevices) throw new Error(noMicrophoneProblem(secure, address));
  return mediaDevices;
}

function connect(
  stream: MediaStream,
  context: AudioContext,
  capture: AudioWorkletNode,
  listener: MicrophoneListener,
  release: () => void,
): Microphone {
  const track = stream.getAudioTracks()[0]!;
  const settings: MediaTrackSettings & { readonly latency?: number } = track.getSettings();
  const name = track.label || 'the microphone';
  let open = true;

  function stop(): void {
    open = false;
    release();
  }
  function lose(problem: string): void {
    if (!open) return;
    stop();
    listener.onLost(problem);
  }
  const tellMuted = () => {
    if (open) listener.onMuted(track.muted || context.state !== 'running');
  };

  // Blocks that were under way when it was stopped still count: nothing heard is lost.
  capture.port.onmessage = ({ data }: MessageEvent<SampleBlock>) => listener.onBlock(data);
  capture.onprocessorerror = () => lose('The browser stopped processing sound. Load the page again.');
  track.onended = () =>
    lose(`The microphone is gone: ${name} was unplugged or taken away. Plug it in and listen again.`);
  track.onmute = tellMuted;
  track.onunmute = tellMuted;
  context.onstatechange = tellMuted;
  context.createMediaStreamSource(stream).connect(capture);
  void context.resume();
  return {
    name,
    sampleRate: context.sampleRate,
    delayMilliseconds: settings.latency === undefined ? undefined : 1000 * settings.latency,
    processing: (Object.keys(PROCESSING) as Processing[])
      .filter((kind) => settings[kind] === true)
      .map((kind) => PROCESSING[kind]),
    sendTo: (port) => capture.port.postMessage(port, port ? [port] : []),
    stop,
  };
}
