import { Lstm, LSTM_SETTINGS } from './lstm.ts';

/**
 * Lets a saved network load with the fused LSTM in the place of each plain one that it computes alike.
 *
 * @param modelTopology that of a tfjs layers model, as parsed from `model.json`, saved by tfjs or converted from Keras
 * @returns another topology for `tf.loadLayersModel`; the weights stay as they are
 * @example tf.loadLayersModel(tf.io.fromMemory({ ...artifacts, modelTopology: withFusedLstm(artifacts.modelTopology) }))
 */
export function withFusedLstm(modelTopology: object): object {
  const node = modelTopology as Readonly<Record<string, unknown>>;
  const { class_name: className, config } = node;
  if (className === 'LSTM') return isFusible(config) ? { ...node, class_name: Lstm.className } : node;
  const inner: [string, unknown][] = ['model_config', 'config', 'layers'].flatMap((key) => {
    const value = node[key];
    if (Array.isArray(value)) return [[key, value.map((layer) => withFusedLstm(layer as object))]];
    return typeof value === 'object' && value !== null ? [[key, withFusedLstm(value)]] : [];
  });
  return { ...node, ...Object.fromEntries(inner) };
}

function isFusible(config: unknown): boolean {
  const saved = config as Readonly<Record<string, unknown>>;
  const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.entries(LSTM_SETTINGS).every(([setting, computed]) => saved[snakeCase(setting)] === computed);
}
