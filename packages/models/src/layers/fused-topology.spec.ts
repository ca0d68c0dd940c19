import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { withFusedLstm } from './fused-topology.ts';
import { Lstm, lstm } from './lstm.ts';

const sequences = [null, 3] as unknown as number[];
const plain = (options: Partial<Parameters<typeof tf.layers.lstm>[0]> = {}) =>
  tf.layers.lstm({
    ...{ units: 4, recurrentActivation: 'sigmoid', returnSequences: true, inputShape: sequences },
    ...options,
  });

async function reloaded(network: tf.LayersModel): Promise<tf.LayersModel> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  await network.save(
    tf.io.withSaveHandler((saved) => {
      artifacts = saved;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } });
    }),
  );
  const parsed = JSON.parse(JSON.stringify(artifacts!.modelTopology)) as object;
  const before = JSON.stringify(parsed);
  const modelTopology = withFusedLstm(parsed);
  expect(JSON.stringify(parsed)).toBe(before);
  return tf.loadLayersModel(tf.io.fromMemory({ ...artifacts!, modelTopology }));
}

describe('withFusedLstm', () => {
  beforeAll(() => selectBackend('cpu'));

  it('lets plain layers load as fused ones, also within a model of a model', async () => {
    const network = tf.sequential({
      layers: [plain(), tf.sequential({ layers: [plain({ inputShape: [null, 4] as unknown as number[] })] })],
    });
    const loaded = await reloaded(network);
    const inner = (loaded.layers[1] as unknown as tf.Sequential).layers[0];
    expect([loaded.layers[0], inner].map((layer) => layer instanceof Lstm)).toEqual([true, true]);
    const x = tf.randomNormal([2, 5, 3]);
    const [expected, actual] = [network, loaded].map((each) => each.predict(x) as tf.Tensor);
    expect(actual!.sub(expected!).abs().max().dataSync()[0]).toBeLessThan(1e-6);
  });

  it('reads topologies that were converted from Keras', () => {
    const { className: _, ...config } = {
      className: '',
      ...(tf.sequential({ layers: [plain()] }).toJSON(null, false) as object),
    };
    expect(JSON.stringify(withFusedLstm({ model_config: config }))).toContain('"class_name":"EarmarkLstm"');
  });

  it.each([
    ['another activation of the gates', plain({ recurrentActivation: 'hardSigmoid' })],
    ['the last frame only', plain({ returnSequences: false })],
    ['dropout', plain({ dropout: 0.2 })],
    [
      'a layer in both directions',
      tf.layers.bidirectional({ layer: plain(), inputShape: sequences, mergeMode: 'concat' }),
    ],
  ])('leaves alone %s', async (_, layer) => {
    const network = tf.sequential({ layers: [layer] });
    const loaded = await reloaded(network);
    expect(loaded.layers[0]!.constructor).toBe(layer.constructor);
  });

  it('leaves a network that gives cells as it is: it loads by its own name', async () => {
    const network = tf.sequential({ layers: [lstm({ units: 4, output: 'both', inputShape: sequences })] });
    const loaded = await reloaded(network);
    expect((loaded.layers[0] as Lstm).gives).toBe('both');
    expect(loaded.outputs[0]!.shape).toEqual([null, null, 8]);
  });
});
