/** What a microphone needs of the browser; tests bring their own. */
export interface MicrophonePlatform {
  /** Missing where the page came over plain http from another computer. */
  readonly mediaDevices: MediaDevices | undefined;
  readonly secure: boolean;
  /** Of the page. */
  readonly address: string;
  createContext(): AudioContext;
  /** A node that runs capture.worklet.ts and mixes what it hears to one channel. */
  createCapture(context: AudioContext): Promise<AudioWorkletNode>;
}

/** The browser that runs this page. */
export const browserPlatform = (): MicrophonePlatform => ({
  mediaDevices: navigator.mediaDevices,
  secure: isSecureContext,
  address: location.origin,
  createContext: () => new AudioContext({ latencyHint: 'interactive' }),
  async createCapture(context) {
    const { default: script } = await import('./capture.worklet.ts?worker&url');
    await context.audioWorklet.addModule(script);
    return new AudioWorkletNode(context, 'capture', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
  },
});
