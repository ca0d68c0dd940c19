import { EventEmitter } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { createClassifierProcess, type Child } from './classifier-process.ts';
import type { ClassificationAnswer, ClassificationJob } from './messages.ts';

const job = {
  modelName: 'first',
  modelFolder: 'runs/first/model',
  recordingPath: 'a.wav',
  uri: 'a.wav',
  posteriors: false,
};
const classification = { uri: 'a.wav', durationSeconds: 1, labels: ['noise'], segments: [] };

/** Child processes that do what a test tells them to. */
function fakeChildren() {
  const jobs: ClassificationJob[] = [];
  const children: EventEmitter[] = [];
  const start = (): Child => {
    const child = new EventEmitter();
    children.push(child);
    return Object.assign(child, {
      send: (sent: unknown) => jobs.push(sent as ClassificationJob) > 0,
      kill: () => child.emit('exit', null, 'SIGTERM'),
    }) as unknown as Child;
  };
  const answer = (message: ClassificationAnswer) => children.at(-1)?.emit('message', message);
  return { jobs, children, start, answer };
}

describe('createClassifierProcess', () => {
  it('starts one process for all jobs, and gives every answer to its job', async () => {
    const { jobs, children, start, answer } = fakeChildren();
    const classifier = createClassifierProcess(start);
    expect(children).toHaveLength(0);
    const [first, second] = [classifier.classify(job), classifier.classify(job)];
    expect(children).toHaveLength(1);
    answer({ id: jobs[1]!.id, type: 'failed', fault: 'recording', message: 'a.wav is empty' });
    answer({ id: jobs[0]!.id, type: 'classified', classification });
    await expect(second).rejects.toMatchObject({ status: 422, message: 'a.wav is empty' });
    expect(await first).toBe(classification);
  });

  it('fails what waits when the process ends, and starts another one for the next job', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    const { jobs, children, start, answer } = fakeChildren();
    const classifier = createClassifierProcess(start);
    const lost = classifier.classify(job);
    children[0]?.emit('exit', 134, null);
    await expect(lost).rejects.toMatchObject({ status: 500 });
    expect(log).toHaveBeenCalledWith(expect.stringContaining('code 134'));

    const next = classifier.classify(job);
    expect(children).toHaveLength(2);
    answer({ id: jobs[1]!.id, type: 'classified', classification });
    expect(await next).toBe(classification);
    log.mockRestore();
  });

  it('fails no job of the new process when the old one tells its end again', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    const { jobs, children, start, answer } = fakeChildren();
    const classifier = createClassifierProcess(start);
    const lost = classifier.classify(job);
    children[0]?.emit('error', new Error('broken pipe'));
    await expect(lost).rejects.toMatchObject({ status: 500 });

    const next = classifier.classify(job);
    children[0]?.emit('exit', 1, null);
    answer({ id: jobs[1]!.id, type: 'classified', classification });
    expect(await next).toBe(classification);
    log.mockRestore();
  });

  it('fails what waits when it is closed', async () => {
    const { start } = fakeChildren();
    const classifier = createClassifierProcess(start);
    const waiting = classifier.classify(job);
    classifier.close();
    await expect(waiting).rejects.toMatchObject({ status: 500 });
  });
});
