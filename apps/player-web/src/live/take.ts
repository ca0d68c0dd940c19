import type { RecordingKeeper } from './keep-recording.ts';

/** What was heard from one press of Listen to the next of Stop. */
export interface Take {
  readonly name: string;
  readonly keeper: RecordingKeeper;
  /** Whether the person has a copy on the disk. */
  readonly downloaded: boolean;
}
