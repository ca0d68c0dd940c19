import type { KeptLabels } from './kept-labels.ts';

/**
 * Saves at once when the page is hidden or left, asks before it is left with labels that are not saved, and looks for what other tabs
 * saved when it is shown again.
 *
 * @param page the window
 * @param kept the labels of every recording that was open on this page
 */
export function guardUnsaved(page: Window, kept: () => readonly KeptLabels[]): void {
  const flush = () => kept().forEach((labels) => void labels.flush());
  page.addEventListener('pagehide', flush);
  page.addEventListener('beforeunload', (event) => {
    if (!kept().some(({ isUnsaved }) => isUnsaved)) return;
    flush();
    event.preventDefault();
  });
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'hidden') flush();
    else kept().forEach((labels) => void labels.refresh());
  });
}
