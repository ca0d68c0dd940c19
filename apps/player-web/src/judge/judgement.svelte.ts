import type { Segment } from '@earmark/dataset';
import { measureFloor, measureSegments, measureTrack } from './judge-measures.ts';
import type { Judged } from './judged.ts';
import type { MeasureColumn } from './measure-rows.ts';
import { type RocPoint, rocPointOf } from './roc-line.ts';
import { scoredTime } from './scored-time.ts';

/** What a model is held against. */
export interface Question {
  readonly reference: readonly Segment[];
  /** What is ignored on each side of a boundary of the reference. */
  readonly collarSeconds: number;
  /** What the measures are about. */
  readonly label: string;
  readonly durationSeconds: number;
}

/** One model held against a reference. Each part is computed when it is asked for, and anew only when what it depends on has changed. */
export class Judgement {
  readonly #judged: () => Judged;
  readonly #question: () => Question;
  readonly #reference = $derived.by(() => this.#question().reference);
  readonly #collarSeconds = $derived.by(() => this.#question().collarSeconds);
  readonly #label = $derived.by(() => this.#question().label);
  readonly #durationSeconds = $derived.by(() => this.#question().durationSeconds);
  readonly #track = $derived.by(() => this.#judged().track);
  readonly #segments = $derived.by(() => this.#judged().segments);

  readonly scored = $derived(scoredTime(this.#reference, this.#track, this.#collarSeconds));
  /** Ranks all scored frames: no slider may start it. */
  readonly ranked = $derived(measureTrack(this.#track, this.scored, this.#label));
  readonly measured = $derived(
    measureSegments(this.#segments, this.#track, this.scored, this.#label, this.#durationSeconds),
  );

  /**
   * @param judged the model and its answer
   * @param question has a label that the model knows
   */
  constructor(judged: () => Judged, question: () => Question) {
    this.#judged = judged;
    this.#question = question;
  }

  get column(): MeasureColumn {
    return { ...this.ranked, name: this.#judged().name, segments: this.measured };
  }

  /** What calling every moment by the label would give. It ranks nothing, and that is chance. */
  get floor(): MeasureColumn {
    const { rocAuc, equalErrorRate } = this.ranked;
    return {
      name: `Always ${this.#label}`,
      segments: measureFloor(this.#track, this.scored, this.#label, this.#durationSeconds),
      rocAuc: rocAuc === null ? null : 0.5,
      equalErrorRate: equalErrorRate === null ? null : 0.5,
    };
  }

  /** Where the segments lie on the ROC chart. */
  get reached(): RocPoint | null {
    return rocPointOf(this.measured.confusionSeconds, this.#track.labels.indexOf(this.#label));
  }
}
