import { describe, expect, it, jest } from '@jest/globals';
import { registerOffline, type OnNewVersion } from './register.ts';

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly postMessage = jest.fn();

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;

  /** A new version is found, fetched, and waits. */
  update(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    worker.become('installed');
    return worker;
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = new FakeWorker();
  readonly registration = new FakeRegistration();
  readonly register = jest.fn(async (_script: string) => this.registration);
}

async function registerAt(container: FakeContainer) {
  const onNewVersion = jest.fn<OnNewVersion>();
  const reload = jest.fn();
  await registerOffline(container as unknown as ServiceWorkerContainer, onNewVersion, reload);
  return { onNewVersion, reload, start: () => onNewVersion.mock.lastCall![0]() };
}

describe('registerOffline', () => {
  it('says nothing of the first version', async () => {
    const container = new FakeContainer();
    container.controller = null;
    const { onNewVersion } = await registerAt(container);
    expect(container.register).toHaveBeenCalledWith('service-worker.js');
    container.registration.update();
    expect(onNewVersion).not.toHaveBeenCalled();
    container.controller = new FakeWorker();
    container.dispatchEvent(new Event('controllerchange'));
    expect(onNewVersion).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(onNewVersion).toHaveBeenCalledTimes(1);
  });

  it('lets a new version take over when it is asked to, and reloads then', async () => {
    const container = new FakeContainer();
    const { onNewVersion, reload, start } = await registerAt(container);
    const worker = container.registration.update();
    expect(onNewVersion).toHaveBeenCalledTimes(1);
    expect(worker.postMessage).not.toHaveBeenCalled();

    start();
    expect(worker.postMessage).toHaveBeenCalledWith('take over');
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledTimes(1);
    expect(onNewVersion).toHaveBeenCalledTimes(1);
  });

  it('offers a reload where another tab has started the new version, also after Later', async () => {
    const container = new FakeContainer();
    const { onNewVersion, reload, start } = await registerAt(container);
    const worker = container.registration.update();
    worker.become('activated');
    container.dispatchEvent(new Event('controllerchange'));
    expect(onNewVersion).toHaveBeenCalledTimes(2);
    expect(reload).not.toHaveBeenCalled();
    start();
    expect(reload).toHaveBeenCalledTimes(1);
    expect(worker.postMessage).not.toHaveBeenCalled();
  });

  it('offers what has waited since the last visit', async () => {
    const container = new FakeContainer();
    container.registration.waiting = new FakeWorker();
    const { onNewVersion } = await registerAt(container);
    expect(onNewVersion).toHaveBeenCalledTimes(1);
  });

  it('reloads at once where another tab has started the new version', async () => {
    const container = new FakeContainer();
    const { reload, start } = await registerAt(container);
    container.registration.update().become('activated');
    start();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('does without where the browser keeps nothing', async () => {
    const container = new FakeContainer();
    container.register.mockRejectedValue(new Error('SecurityError'));
    const { onNewVersion } = await registerAt(container);
    expect(onNewVersion).not.toHaveBeenCalled();
  });
});
