import { describe, expect, it } from '@jest/globals';
import { createClassifierClient, type ClassifierPort } from './classifier-client.ts';
import type { ClassifierAnswer, ClassifierRequest, ModelFiles } from './classifier-messages.ts';

/** Workers that answer what a test tells them to. */
function fakeWorkers() {
  const requests: ClassifierRequest[] = [];
  const ports: ClassifierPort[] = [];
  const start = (): ClassifierPort => {
    const port: ClassifierPort = {
      onmessage: null,
      onerror: null,
      terminate: () => {},
      postMessage: (request: ClassifierRequest) => void requests.push(request),
    };
    ports.push(port);
    return port;
  };
  const worker = () => ports.at(-1) as unknown as Worker;
  const answer = (data: ClassifierAnswer) => worker().onmessage?.({ data } as MessageEvent);
  const crash = (message: string) => worker().onerror?.({ message } as ErrorEvent);
  return { requests, ports, start, answer, crash };
}

const files: ModelFiles = { modelJson: '{}', weights: new Uint8Array(4), source: 'test' };
const audio = { samples: new Float32Array(8), sampleRate: 8000 };
const heard = { posteriors: Float32Array.of(0, 1), frames: 1, segments: [] };
const silent = { onSpectrogram: () => {}, onProgress: () => {} };

describe('createClassifierClient', () => {
  it('starts the worker with the first request only', () => {
    const { start, ports } = fakeWorkers();
    const client = createClassifierClient(start);
    expect(ports).toHaveLength(0);
    void client.openModel(files);
    void client.format('a.wav', 'json');
    expect(ports).toHaveLength(1);
  });

  it('gives every answer to the request that it belongs to', async () => {
    const { start, answer, requests } = fakeWorkers();
    const client = createClassifierClient(start);
    const said: unknown[] = [];
    const classified = client.classify(audio, {
      onSpectrogram: (pixels, frames) => said.push([pixels.width, frames]),
      onProgress: (seconds) => said.push(seconds),
    });
    const formatted = client.format('a.wav', 'csv');
    const [first, second] = requests.map(({ id }) => id);
    answer({ type: 'formatted', id: second!, text: 'start,end' });
    answer({
      type: 'spectrogram',
      id: first!,
      pixels: { width: 3, height: 1, data: new Uint8ClampedArray(12) },
      frames: 5,
    });
    answer({ type: 'progress', id: first!, seconds: 2 });
    answer({ type: 'classified', id: first!, heard });
    expect(await formatted).toBe('start,end');
    expect(await classified).toBe(heard);
    expect(said).toEqual([[3, 5], 2]);
  });

  it('rejects with the reason of the worker', async () => {
    const { start, answer, requests } = fakeWorkers();
    const opened = createClassifierClient(start).openModel(files);
    answer({ type: 'failed', id: requests[0]!.id, message: 'weights.bin has 4 bytes' });
    await expect(opened).rejects.toThrow('weights.bin has 4 bytes');
  });

  it('survives a crash of the worker, and opens the model again', async () => {
    const { start, answer, crash, requests, ports } = fakeWorkers();
    const client = createClassifierClient(start);
    const opened = client.openModel(files);
    answer({ type: 'model-opened', id: requests[0]!.id, contract: {} as never, backend: 'wasm' });
    expect((await opened).backend).toBe('wasm');

    const lost = client.classify(audio, silent);
    crash('out of memory');
    await expect(lost).rejects.toThrow('stopped working: out of memory');

    const again = client.classify({ ...audio, samples: new Float32Array(8) }, silent);
    expect(ports).toHaveLength(2);
    expect(requests.slice(-2).map(({ type }) => type)).toEqual(['open-model', 'classify']);
    answer({ type: 'classified', id: requests.at(-1)!.id, heard });
    expect(await again).toBe(heard);
  });
});
