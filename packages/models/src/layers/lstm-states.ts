import { concatenate } from '@earmark/dsp';
import type { LstmState } from './lstm-steps.ts';

/**
 * States of the LSTM layers of a network, by layer name. Each layer starts from its own, or from zero, and leaves the one after its
 * last frame.
 *
 * @example const lstmStates: LstmStates = new Map(); network.apply(minute1, { lstmStates }); network.apply(minute2, { lstmStates });
 */
export type LstmStates = Map<string, LstmState>;

/**
 * The states of sequences that are to run as one batch.
 *
 * @param sequences each with the same layers
 */
export function joinStates(sequences: readonly LstmStates[]): LstmStates {
  const names = [...(sequences[0]?.keys() ?? [])];
  return new Map(
    names.map((name) => {
      const states = sequences.map((sequence) => sequence.get(name)!);
      const hidden = concatenate(states.map((state) => state.hidden));
      return [name, { hidden, cell: concatenate(states.map((state) => state.cell)) }];
    }),
  );
}

/** The states of each of the sequences that ran as one batch. */
export function partStates(states: LstmStates, sequences: number): LstmStates[] {
  return Array.from({ length: sequences }, (_, sequence) => {
    const part = (values: Float32Array) => {
      const units = values.length / sequences;
      return values.slice(sequence * units, (sequence + 1) * units);
    };
    return new Map(
      [...states].map(([name, { hidden, cell }]) => [name, { hidden: part(hidden), cell: part(cell) }]),
    );
  });
}

/** Whether two states of the same layers differ by no more than `tolerance`, relative to values above 1. */
export function statesAgree(a: LstmStates, b: LstmStates, tolerance: number): boolean {
  const close = (one: Float32Array, other: Float32Array) =>
    // Where there is no number there is nothing to wait for.
    !one.some((value, i) => Math.abs(value - other[i]!) > tolerance * Math.max(1, Math.abs(value)));
  return [...a].every(([name, { hidden, cell }]) => {
    const other = b.get(name)!;
    return close(hidden, other.hidden) && close(cell, other.cell);
  });
}
