import type { ClassificationJson } from '@earmark/dataset';

/** What the server asks of its classifier process. */
export interface ClassificationJob {
  readonly id: number;
  /** Goes into messages instead of the folder. */
  readonly modelName: string;
  readonly modelFolder: string;
  readonly recordingPath: string;
  /** Goes into the answer: the path is only a temporary name. */
  readonly uri: string;
  readonly posteriors: boolean;
}

/** What comes back: `fault` says whose fault it is, the recording's, the model's or the program's. */
export type ClassificationAnswer =
  | { readonly id: number; readonly type: 'classified'; readonly classification: ClassificationJson }
  | {
      readonly id: number;
      readonly type: 'failed';
      readonly fault: 'recording' | 'model' | 'program';
      readonly message: string;
    };
