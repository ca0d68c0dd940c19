import type { Segment } from '@earmark/dataset';

/** Seconds of one or more recordings that were scored, and what went wrong in them. */
export interface DetectionErrors {
  /** The label is in the reference, and not in the hypothesis. */
  readonly missSeconds: number;
  /** The label is in the hypothesis, and not in the reference. */
  readonly falseAlarmSeconds: number;
  /** The label is in the reference. */
  readonly speechSeconds: number;
  /** It is not. */
  readonly nonSpeechSeconds: number;
  /** (miss + false alarm) / speech, 0 or more; null where there is no speech. */
  readonly rate: number | null;
}

/** What is scored: the time from 0 to `durationSeconds`, without the collars. */
export interface DetectionOptions {
  /** The label that is to be detected; all others, and time without one, are not it. */
  readonly label: string;
  readonly durationSeconds: number;
  /** The whole width of the collar around every boundary of the reference, half of it before and half behind. Default 0. */
  readonly collarSeconds?: number;
}

/**
 * The detection error rate of pyannote.metrics (`DetectionErrorRate`; Bredin 2017): the seconds missed and falsely found, against
 * the seconds there are. Overlapping segments count once.
 *
 * `collarSeconds` is the whole width, as in pyannote.metrics: what NIST calls a collar of 0.25 s is 0.5 s here. Every start and end of the
 * label in the reference has one, also where two segments touch. Where there is no speech the rate is null, while
 * pyannote.metrics says 0 or 1.
 *
 * @throws RangeError when the duration is not above 0 or the collar is below 0
 * @example detectionErrorRate([{ start: 0, end: 4, label: 'speech' }], [{ start: 1, end: 5, label: 'speech' }],
 *   { label: 'speech', durationSeconds: 10 }) // { missSeconds: 1, falseAlarmSeconds: 1, speechSeconds: 4, …, rate: 0.5 }
 */
export function detectionErrorRate(
  reference: readonly Segment[],
  hypothesis: readonly Segment[],
  { label, durationSeconds, collarSeconds = 0 }: DetectionOptions,
): DetectionErrors {
  if (!(durationSeconds > 0 && durationSeconds < Infinity))
    throw new RangeError(`the duration is ${durationSeconds}, expected seconds above 0`);
  if (!(collarSeconds >= 0 && collarSeconds < Infinity))
    throw new RangeError(`the collar is ${collarSeconds}, expected seconds, 0 or more`);
  const inReference = reference.filter((segment) => segment.label === label);
  const inHypothesis = hypothesis.filter((segment) => segment.label === label);
  const collars = inReference
    .flatMap(({ start, end }) => [start, end])
    .map((boundary) => ({ start: boundary - collarSeconds / 2, end: boundary + collarSeconds / 2 }));

  const changes = Object.entries({ reference: inReference, hypothesis: inHypothesis, collar: collars })
    .flatMap(([layer, spans]) =>
      spans.flatMap(({ start, end }) => [
        { seconds: start, layer: layer as Layer, step: 1 },
        { seconds: end, layer: layer as Layer, step: -1 },
      ]),
    )
    .sort((a, b) => a.seconds - b.seconds);

  const depth: Record<Layer, number> = { reference: 0, hypothesis: 0, collar: 0 };
  const seconds = { hit: 0, miss: 0, falseAlarm: 0, rejection: 0 };
  let from = 0;
  const advanceTo = (time: number) => {
    const to = Math.min(Math.max(time, from), durationSeconds);
    if (depth.collar === 0) {
      const [there, not] =
        depth.reference > 0 ? (['hit', 'miss'] as const) : (['falseAlarm', 'rejection'] as const);
      seconds[depth.hypothesis > 0 ? there : not] += to - from;
    }
    from = to;
  };
  for (const { seconds: time, layer, step } of changes) {
    advanceTo(time);
    depth[layer] += step;
  }
  advanceTo(durationSeconds);
  return withRate({
    missSeconds: seconds.miss,
    falseAlarmSeconds: seconds.falseAlarm,
    speechSeconds: seconds.hit + seconds.miss,
    nonSpeechSeconds: seconds.falseAlarm + seconds.rejection,
  });
}

/**
 * The errors of several recordings together: their seconds are added, so a long recording weighs more than a short one.
 *
 * @example sumDetectionErrors(recordings.map(({ errors }) => errors)).rate // 0.08
 */
export function sumDetectionErrors(recordings: readonly DetectionErrors[]): DetectionErrors {
  const sum = (seconds: (errors: DetectionErrors) => number) =>
    recordings.reduce((total, errors) => total + seconds(errors), 0);
  return withRate({
    missSeconds: sum((errors) => errors.missSeconds),
    falseAlarmSeconds: sum((errors) => errors.falseAlarmSeconds),
    speechSeconds: sum((errors) => errors.speechSeconds),
    nonSpeechSeconds: sum((errors) => errors.nonSpeechSeconds),
  });
}

type Layer = 'reference' | 'hypothesis' | 'collar';

function withRate(errors: Omit<DetectionErrors, 'rate'>): DetectionErrors {
  const { missSeconds, falseAlarmSeconds, speechSeconds } = errors;
  return { ...errors, rate: speechSeconds > 0 ? (missSeconds + falseAlarmSeconds) / speechSeconds : null };
}
