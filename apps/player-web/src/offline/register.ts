/** Hears that a new version of the page is there; `start` ends this one. */
export type OnNewVersion = (start: () => void) => void;

/**
 * Registers the service worker: it keeps the page, its models and its demo recordings for use without a network.
 *
 * A new version waits beside the one that runs. It starts when a person says so, never by itself: they may be in the middle of
 * a label. It takes over every tab at once, and with the old version go the parts that this page has not loaded yet: where another tab
 * has started it, this one is offered a reload. Where the browser keeps nothing, as in some private windows, the page works all the same.
 *
 * @param container `navigator.serviceWorker`
 * @param reload loads the page anew
 * @example await registerOffline(navigator.serviceWorker, (start) => showNote(start), () => location.reload());
 */
export async function registerOffline(
  container: ServiceWorkerContainer,
  onNewVersion: OnNewVersion,
  reload: () => void,
): Promise<void> {
  let isStarting = false;
  let isControlled = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    // The very first version has no page to take over.
    const isFirst = !isControlled;
    isControlled = true;
    if (isStarting) reload();
    else if (!isFirst) onNewVersion(reload);
  });
  const registration = await container.register('service-worker.js').catch(() => undefined);
  if (!registration) return;
  const offer = (worker: ServiceWorker): void =>
    onNewVersion(() => {
      // Another tab may have started it.
      if (worker.state !== 'installed') return reload();
      isStarting = true;
      worker.postMessage('take over');
    });
  const isUpdate = (): boolean => container.controller !== null;

  if (registration.waiting && isUpdate()) offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isUpdate()) offer(worker);
    });
  });
}
