import type { Annotation } from '../../annotation.ts';
import type { Split } from '../../split.ts';

/** A recording of a corpus, with its labels. */
export interface Recording {
  /** Its path as the manifest writes it, or below the corpus's folder. */
  readonly uri: string;
  /** Its absolute path. */
  readonly path: string;
  /** What the corpus says it is for, if it does; `splitByGroup` divides the others. */
  readonly split: Split | undefined;
  /** The fold that the corpus puts it in, if it has folds. */
  readonly fold: string | undefined;
  /** What it must not be parted from by a split, see `sharedGroups`; where nothing is known the recording itself. */
  readonly group: string;
  readonly speaker: string | undefined;
  /** The recording that it was cut from. */
  readonly recording: string | undefined;
  /** As in the manifest, such as `speech`, `mixed`, `noise` or `music`; '' where it doesn't say. */
  readonly kind: string;
  /** How much it counts beside the others, above 0; 1 unless the manifest says otherwise. */
  readonly weight: number;
  /** What the manifest's columns say, by their names there; empty without a manifest. */
  readonly columns: Readonly<Record<string, string>>;
  readonly annotation: Annotation;
  /** Whether its label was given for all of it, pauses included, and not with times or in a label file. */
  readonly isWholeLabel: boolean;
  readonly durationSeconds: number;
}

/** Recordings to learn from. */
export interface Corpus {
  /** How it is laid out: `manifest`, or the name of a `CorpusLayout`. */
  readonly layout: string;
  readonly recordings: readonly Recording[];
  /** All labels, sorted; at least two, unless problems were asked for one by one. */
  readonly labels: readonly string[];
}
