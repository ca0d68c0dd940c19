import { describe, expect, it, jest } from '@jest/globals';
import { fakeWorkers } from './fake-workers.fixture.ts';
import { createWorkerRequests } from './worker-requests.ts';

type Question = { readonly type: 'count'; readonly id: number };
type Reply =
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'counted'; readonly id: number; readonly sum: number }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

function setUp() {
  const workers = fakeWorkers<unknown, Reply>();
  const onUnasked = jest.fn();
  const onCrash = jest.fn();
  const onStart = jest.fn();
  const requests = createWorkerRequests<Question, Reply>({
    ...{ name: 'The counter', interim: ['progress'], onUnasked, onCrash, onStart },
    startWorker: workers.start,
  });
  const count = (options?: Parameters<typeof requests.ask>[2]) => {
    const id = requests.nextId();
    return { id, counted: requests.ask('counted', { type: 'count', id }, options) };
  };
  const { ports, crash, answer: reply, requests: posted } = workers;
  return { requests, posted, ports, reply, crash, count, onUnasked, onCrash, onStart };
}

describe('createWorkerRequests', () => {
  it('starts the worker once, and gives each answer to its request', async () => {
    const { requests, ports, reply, count, onStart } = setUp();
    requests.tell({ type: 'count', id: requests.nextId() });
    expect(ports).toHaveLength(0);
    const [first, second] = [count(), count()];
    expect(ports).toHaveLength(1);
    expect(onStart).toHaveBeenCalledTimes(1);
    reply({ type: 'counted', id: second.id, sum: 2 });
    reply({ type: 'counted', id: first.id, sum: 1 });
    expect(await first.counted).toMatchObject({ sum: 1 });
    expect(await second.counted).toMatchObject({ sum: 2 });
  });

  it('passes on what comes in between, and what nobody waits for', async () => {
    const { reply, count, onUnasked } = setUp();
    const onInterim = jest.fn();
    const { id, counted } = count({ onInterim });
    const progress: Reply = { type: 'progress', id, done: 0.5 };
    reply(progress);
    expect(onInterim).toHaveBeenCalledWith(progress);
    reply({ type: 'counted', id, sum: 3 });
    await counted;
    reply(progress);
    expect(onUnasked.mock.calls).toEqual([[progress]]);
  });

  it('fails with what the worker says, and with an answer that does not fit', async () => {
    const { reply, count, requests } = setUp();
    const failing = count();
    reply({ type: 'failed', id: failing.id, message: 'There is nothing to count.' });
    await expect(failing.counted).rejects.toThrow('There is nothing to count.');
    const id = requests.nextId();
    const odd = requests.ask('progress', { type: 'count', id });
    reply({ type: 'counted', id, sum: 3 });
    await expect(odd).rejects.toThrow('The counter answered counted to count. Reload the page.');
  });

  it('ends the wait at once where it is aborted, and tells the worker', async () => {
    const { posted, reply, count, requests, onUnasked } = setUp();
    const controller = new AbortController();
    const { id, counted } = count({ signal: controller.signal });
    controller.abort(new Error('no longer wanted'));
    await expect(counted).rejects.toThrow('no longer wanted');
    expect(posted.at(-1)).toEqual({ type: 'cancel', id });
    expect(requests.isWaiting(id)).toBe(false);
    reply({ type: 'counted', id, sum: 3 });
    expect(onUnasked).toHaveBeenCalledTimes(1);
    await expect(count({ signal: controller.signal }).counted).rejects.toThrow('no longer wanted');
  });

  it('fails what was asked of a worker that crashed, and starts another one', async () => {
    const { ports, reply, crash, count, onCrash } = setUp();
    const lost = count();
    crash('out of memory');
    await expect(lost.counted).rejects.toThrow('The counter stopped working: out of memory.');
    expect(onCrash).toHaveBeenCalledTimes(1);
    expect(ports[0]!.ended).toBe(true);
    const next = count();
    expect(ports).toHaveLength(2);
    reply({ type: 'counted', id: next.id, sum: 4 });
    expect(await next.counted).toMatchObject({ sum: 4 });
  });
});
