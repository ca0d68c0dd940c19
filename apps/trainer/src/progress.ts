import { Presets, SingleBar } from 'cli-progress';

/** Shows how far something is and how long it will take: a bar on a terminal, nothing where output is a file or a pipe. */
export interface Progress {
  /** @param note a few words after the bar */
  update(done: number, note?: string): void;
  stop(): void;
}

/**
 * @param title in front of the bar
 * @param total of what `update` counts
 * @example const progress = showProgress('features', files.length); progress.update(1); progress.stop()
 */
export function showProgress(title: string, total: number): Progress {
  const bar = new SingleBar(
    {
      format: `${title} [{bar}] {percentage} % | {eta_formatted} left {note}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 30,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: '' });
  return {
    update: (done, note = '') => bar.update(done, { note }),
    stop: () => bar.stop(),
  };
}
