import { Tasks, type Work } from './tasks.svelte.ts';

/** What can be under way at once; shown is the first that is. */
const SORTS = ['recording', 'model', 'look', 'comparing', 'hearing'] as const;
export type SessionTask = (typeof SORTS)[number];

/** What is done with a recording that is open. */
const WITH_RECORDING: readonly SessionTask[] = ['look', 'hearing', 'comparing'];
/** What takes long, and can be ended without loss. */
const LONG: readonly SessionTask[] = ['recording', ...WITH_RECORDING];

/** What is under way in a session: opening, drawing and hearing. */
export class SessionTasks extends Tasks<SessionTask> {
  /** What is under way, if anything is. */
  get work(): Work | undefined {
    return SORTS.map((sort) => this.works.get(sort)).find(Boolean);
  }

  /** How far a second model has heard, while it hears. */
  get comparing(): Work | undefined {
    return this.works.get('comparing');
  }

  /** Whether what is under way can be ended without loss. */
  get canCancel(): boolean {
    return LONG.some((sort) => this.works.has(sort));
  }

  /** Ends what takes long: opening a recording, the look at it, and listening to it. */
  cancelLong(): void {
    for (const sort of LONG) this.cancel(sort);
  }

  /** Ends what is done with the open recording. */
  leaveRecording(): void {
    for (const sort of WITH_RECORDING) this.cancel(sort);
  }
}
