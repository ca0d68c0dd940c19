// Imports every entry of the built packages as a user's plain Node would: no TypeScript, no condition of ours, only `dist`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

for (const folder of ['dsp', 'dataset', 'models']) {
  const manifest = JSON.parse(
    await readFile(new URL(`../../packages/${folder}/package.json`, import.meta.url), 'utf8'),
  );
  for (const entry of Object.keys(manifest.exports)) {
    const specifier = manifest.name + entry.slice(1);
    assert.match(import.meta.resolve(specifier), /\/dist\//, `${specifier} does not resolve to its build`);
    const names = Object.keys(await import(specifier));
    assert.ok(names.length > 0, `${specifier} exports nothing`);
    console.log(`${specifier}: ${names.length} names`);
  }
}

const { defaultFeatures, spectrogram } = await import('@earmark/dsp');
const { sampleRate, bands, hopLength, frameLength, floorDb } = defaultFeatures;
const tone = Float32Array.from({ length: sampleRate }, (_, i) =>
  Math.sin((2 * Math.PI * 1000 * i) / sampleRate),
);
const { values, frames } = await spectrogram({ samples: tone, sampleRate }, defaultFeatures);
assert.equal(frames, Math.floor((sampleRate - frameLength) / hopLength) + 1);
assert.equal(values.length, frames * bands);
assert.ok(
  values.every((value) => value >= floorDb),
  'a spectrogram below its floor, or not a number',
);
console.log(`a second of a tone: ${frames} frames of ${bands} bands`);
