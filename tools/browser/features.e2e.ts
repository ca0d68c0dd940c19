import * as dsp from '@earmark/dsp';
import { expect, test } from '@playwright/test';
import { bundleForBrowser } from './bundle-for-browser.ts';

/** Every kind of spectrogram, from samples of another rate too. */
const cases: readonly { name: string; features: dsp.FeatureSpec; sampleRate: number }[] = [
  ...Object.entries(dsp.featurePresets).map(([name, features]) => ({
    name,
    features,
    sampleRate: features.sampleRate,
  })),
  { name: 'default, resampled', features: dsp.defaultFeatures, sampleRate: 44_100 },
  {
    name: 'natural logarithm, octaves',
    features: { ...dsp.defaultFeatures, scale: 'octave', bands: 20, fMin: 200, compression: 'log' },
    sampleRate: 16_000,
  },
  {
    name: 'PCEN',
    features: { ...dsp.defaultFeatures, compression: 'pcen', reference: 2 ** -31 },
    sampleRate: 16_000,
  },
];

/** Runs in Node and, as text, in the page: sound and silence, and what becomes of them. */
async function compute(
  { spectrogram }: Pick<typeof dsp, 'spectrogram'>,
  features: dsp.FeatureSpec,
  sampleRate: number,
): Promise<number[]> {
  const samples = new Float32Array(sampleRate);
  for (let i = 0, state = 1; i < 0.8 * sampleRate; i++) {
    state = (state * 48271) % 2147483647;
    // A triangle wave: sines may differ from machine to machine.
    samples[i] = Math.abs(((i * 440) / sampleRate) % 1) - 0.5 + (1e-3 * state) / 2147483647;
  }
  const { values } = await spectrogram({ samples, sampleRate }, features);
  return [...values];
}

test('features are the same numbers in Chromium as in Node', async ({ page }) => {
  const body = `${await bundleForBrowser('@earmark/dsp')}\nexport const compute = ${compute.toString()};`;
  await page.route('**/dsp.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.goto('/');
  for (const { name, features, sampleRate } of cases) {
    const expected = await compute(dsp, features, sampleRate);
    const values = await page.evaluate<number[], [string, dsp.FeatureSpec, number]>(
      async ([path, features, sampleRate]) => {
        const module = (await import(path)) as typeof dsp & { compute: typeof compute };
        return module.compute(module, features, sampleRate);
      },
      ['/dsp.js', features, sampleRate],
    );
    expect(values.length, name).toBe(expected.length);
    const differences = values.map((value, index) => Math.abs(value - expected[index]!));
    expect(Math.max(...differences), name).toBeLessThanOrEqual(1e-6);
    expect(new Set(values).size, name).toBeGreaterThan(values.length / 4);
  }
});
