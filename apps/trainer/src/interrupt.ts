/** Ctrl+C came; the message says what was kept and how to go on. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/**
 * A signal that is aborted by Ctrl+C (SIGINT) or SIGTERM, so that work can stop at a safe point. A second Ctrl+C ends at once.
 *
 * @param announce printed at the first Ctrl+C
 */
export function abortOnInterrupt(announce: string): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    process.stderr.write(`\n${announce} (Ctrl+C again ends at once)\n`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
