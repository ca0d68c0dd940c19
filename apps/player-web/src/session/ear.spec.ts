import { describe, expect, it, jest } from '@jest/globals';
import type { Heard, NetworkClient } from '../network/network-client.ts';
import { Ear } from './ear.svelte.ts';
import type { OpenModel } from './hearing.ts';

const heard: Heard = { posteriors: new Float32Array(0), frames: 1, durationSeconds: 10, segments: [] };
const modelOf = (id: number): OpenModel => ({
  name: 'owl',
  opened: { id, labels: [], backend: 'wasm', contract: {} as OpenModel['opened']['contract'] },
});
const model = modelOf(1);
const [source, otherSource] = [new File([], 'a.wav'), new File([], 'b.wav')];

interface Asked {
  readonly onProgress: (seconds: number) => void;
  readonly signal: AbortSignal;
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** An ear whose network hears as a test says. */
function setUp() {
  const asked: Asked[] = [];
  const hear: NetworkClient['hear'] = (_id, _source, onProgress, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      asked.push({ onProgress, signal, finish: () => resolve(heard), fail: reject });
    });
  const ear = new Ear({ hear } as unknown as NetworkClient);
  const listen = (listener = model, to = source) => {
    const controller = new AbortController();
    const report = jest.fn();
    const done = ear.listen(listener, to, 10, { signal: controller.signal, report });
    return { report, done, abort: () => controller.abort(new Error('not wanted')) };
  };
  return { ear, asked, listen };
}

describe('Ear.listen', () => {
  it('hears a recording once for all who ask meanwhile', async () => {
    const { ear, asked, listen } = setUp();
    const [first, second] = [listen(), listen()];
    asked[0]!.onProgress(5);
    for (const { report } of [first, second])
      expect(report).toHaveBeenCalledWith({ what: 'Listening', done: 0.5 });
    asked[0]!.finish();
    await Promise.all([first.done, second.done]);
    expect(asked).toHaveLength(1);
    expect(ear.hasHeard(model, source)).toBe(true);
    listen(modelOf(2));
    listen(model, otherSource);
    expect(asked).toHaveLength(3);
  });

  it('tells all who wait what went wrong', async () => {
    const { asked, listen } = setUp();
    const [first, second] = [listen(), listen()];
    const failures = Promise.allSettled([first.done, second.done]);
    asked[0]!.fail(new Error('no sound'));
    expect(await failures).toMatchObject([{ reason: Error('no sound') }, { reason: Error('no sound') }]);
    expect(asked).toHaveLength(1);
  });

  it('starts anew, once, where the one who asked first ends it', async () => {
    const { ear, asked, listen } = setUp();
    const [first, second, third] = [listen(), listen(), listen()];
    first.abort();
    await expect(first.done).rejects.toThrow('not wanted');
    await new Promise((resolve) => setTimeout(resolve));
    expect(asked).toHaveLength(2);
    expect(asked[1]!.signal.aborted).toBe(false);
    asked[1]!.finish();
    await Promise.all([second.done, third.done]);
    expect(ear.hasHeard(model, source)).toBe(true);
  });

  it('lets the first go on where another one does not wait any more', async () => {
    const { asked, listen } = setUp();
    const [first, second] = [listen(), listen()];
    second.abort();
    await expect(second.done).rejects.toThrow('not wanted');
    expect(asked[0]!.signal.aborted).toBe(false);
    asked[0]!.onProgress(5);
    expect(second.report).not.toHaveBeenCalled();
    asked[0]!.finish();
    await first.done;
    expect(asked).toHaveLength(1);
  });

  it('takes nothing for heard once another hearing has begun', async () => {
    const { ear, listen } = setUp();
    const other = modelOf(2);
    ear.noteHeard(model, source);
    ear.noteHeard(other, source);
    const again = listen();
    expect([ear.hasHeard(model, source), ear.hasHeard(other, source)]).toEqual([false, true]);
    again.abort();
    await expect(again.done).rejects.toThrow('not wanted');
    expect(ear.hasHeard(model, source)).toBe(false);
    listen(model, otherSource);
    expect(ear.hasHeard(other, source)).toBe(false);
  });
});
