import { createPaintScheduler } from './paint-scheduler.ts';

/** The one line in which all pictures of the page wait for the next frame. */
export const timelinePaints = createPaintScheduler((run) => requestAnimationFrame(run));
