import * as tf from '@tensorflow/tfjs';
import { fusedLstm, type LstmOutput } from './fused-lstm.ts';
import type { LstmStates } from './lstm-states.ts';
import type { LstmState } from './lstm-steps.ts';

/** Those of `tf.layers.lstm`, and what the layer gives for a frame: the hidden values, the cells, or both, hidden first. */
export type LstmOptions = Parameters<typeof tf.layers.lstm>[0] & { readonly output?: LstmOutput };

/** The settings of `tf.layers.lstm` that this layer computes. */
export const LSTM_SETTINGS: Readonly<Record<string, string | number | boolean>> = {
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  useBias: true,
  returnSequences: true,
  returnState: false,
  goBackwards: false,
  stateful: false,
  dropout: 0,
  recurrentDropout: 0,
};

/**
 * A long short-term memory that trains several times faster than `tf.layers.lstm`, to the same numbers, on every backend; see
 * `fusedLstm` for how.
 *
 * It has the weights of `tf.layers.lstm` under their names and in their order, and is saved as a plain `LSTM` that any tfjs program
 * loads, unless it gives the cells. `withFusedLstm` is the way back.
 */
export class Lstm extends tf.RNN {
  static override readonly className: string = 'EarmarkLstm';
  readonly units: number;
  readonly gives: LstmOutput;

  /** @throws RangeError where a setting is not one of `LSTM_SETTINGS`, or the output is unknown */
  constructor({ output = 'hidden', ...options }: LstmOptions) {
    const given = options as unknown as Readonly<Record<string, unknown>>;
    for (const [setting, computed] of Object.entries(LSTM_SETTINGS))
      if ((given[setting] ?? computed) !== computed)
        throw new RangeError(
          `${setting} is ${String(given[setting])}: the fused LSTM computes ${String(computed)} only; use tf.layers.lstm`,
        );
    if (!['hidden', 'cell', 'both'].includes(output))
      throw new RangeError(`the output is ${output as string}: expected 'hidden', 'cell' or 'both'`);
    const settings = { unitForgetBias: true, ...options, ...LSTM_SETTINGS } as LstmOptions;
    super({ ...settings, cell: tf.layers.lstmCell(settings) });
    this.units = options.units;
    this.gives = output;
    // A mask would be ignored: tfjs refuses it now.
    this.supportsMasking = false;
  }

  override build(inputShape: tf.Shape): void {
    // The initializers of tfjs leave tensors behind.
    tf.tidy(() => super.build(inputShape));
    // tfjs forgets it here, and would build the layer again when it is applied.
    this.built = true;
  }

  /**
   * Runs the layer on its own, once it is built.
   *
   * @param inputs `[batch, time, features]`, at least one frame
   * @param state where the sequences stand before their first frame, from zero where left out; no gradient flows into it
   * @returns outputs `[batch, time, units]` (`2 · units` for both), and where the sequences stand after their last frame
   * @throws RangeError where there is no frame, or the state is that of another batch or layer
   * @example
   * const layer = lstm({ units: 2 });
   * layer.build([null, null, 3]);
   * const { outputs, state } = layer.run(tf.zeros([1, 5, 3])); // outputs: [1, 5, 2]
   * layer.run(tf.zeros([1, 1, 3]), state); // the sixth frame
   */
  run(inputs: tf.Tensor3D, state?: LstmState): { outputs: tf.Tensor3D; state: LstmState } {
    const [batch, time] = inputs.shape;
    if (batch * time === 0)
      throw new RangeError(`${this.name} has nothing to run: a batch of ${batch} with ${time} frames each`);
    const zeros = () => new Float32Array(batch * this.units);
    const start = state ?? { hidden: zeros(), cell: zeros() };
    for (const values of [start.hidden, start.cell])
      if (values.length !== batch * this.units)
        throw new RangeError(
          `${this.name}: a state of ${values.length} values; expected ${batch} × ${this.units}, batch × units`,
        );
    const [kernel, recurrentKernel, bias] = this.weights.map((weight) => weight.read());
    return fusedLstm(
      inputs,
      { kernel: kernel!, recurrentKernel: recurrentKernel!, bias: bias! },
      start,
      this.gives,
    );
  }

  /**
   * Applies the layer from zero, or to a symbolic tensor.
   *
   * @throws RangeError where a state is given to start from: see `run`
   */
  override apply(
    inputs: Parameters<tf.RNN['apply']>[0],
    kwargs?: Parameters<tf.RNN['apply']>[1],
  ): ReturnType<tf.RNN['apply']> {
    if (kwargs?.['initialState'] != null || (Array.isArray(inputs) && inputs.length > 1))
      throw new RangeError(
        `${this.name} can't be applied from an initialState: use run(inputs, state), which also gives the state after it`,
      );
    return super.apply(inputs, kwargs);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs?: { lstmStates?: LstmStates }): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
      const states = kwargs?.lstmStates;
      const { outputs, state } = this.run(input, states?.get(this.name));
      states?.set(this.name, state);
      return outputs;
    });
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const [batch, time] = inputShape;
    return [batch!, time!, this.gives === 'both' ? 2 * this.units : this.units];
  }

  override getClassName(): string {
    return this.gives === 'hidden' ? 'LSTM' : Lstm.className;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return this.gives === 'hidden' ? super.getConfig() : { ...super.getConfig(), output: this.gives };
  }

  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}
tf.serialization.registerClass(Lstm);

/**
 * A fused LSTM layer for a network.
 *
 * @example lstm({ units: 64, name: 'lstm1' }).apply(tf.input({ shape: [null, 40] })) // [null, null, 64]
 */
export const lstm = (options: LstmOptions): Lstm => new Lstm(options);
