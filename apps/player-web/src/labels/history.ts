/** A value and what it was before: every step can be undone, and done again until another is made. */
export interface History<T> {
  readonly value: T;
  /** The steps behind, the newest last. */
  readonly past: readonly Step<T>[];
  /** The steps that were undone, the next one last. */
  readonly future: readonly Step<T>[];
}

interface Step<T> {
  /** What was done, for "Undo: …". */
  readonly name: string;
  /** In `past`, the value before the step; in `future`, the value after it. */
  readonly value: T;
}

/** A history without a step. */
export function startHistory<T>(value: T): History<T> {
  return { value, past: [], future: [] };
}

/**
 * Makes a step. The same value is no step.
 *
 * @example undo(recordStep(startHistory(1), 'add', 2)).value // 1
 */
export function recordStep<T>(history: History<T>, name: string, value: T): History<T> {
  if (value === history.value) return history;
  return { value, past: [...history.past, { name, value: history.value }], future: [] };
}

/** Goes back by a step, to the very value from before; at the first one it stays. */
export function undo<T>(history: History<T>): History<T> {
  const step = history.past.at(-1);
  if (!step) return history;
  return {
    value: step.value,
    past: history.past.slice(0, -1),
    future: [...history.future, { name: step.name, value: history.value }],
  };
}

/** Does the step again that was undone last. */
export function redo<T>(history: History<T>): History<T> {
  const step = history.future.at(-1);
  if (!step) return history;
  return {
    value: step.value,
    past: [...history.past, { name: step.name, value: history.value }],
    future: history.future.slice(0, -1),
  };
}
