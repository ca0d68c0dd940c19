import { describe, expect, it } from '@jest/globals';
import { createRandom } from './random.ts';
import type { Span } from './span.ts';
import { createSpeechActivity, speechActivity } from './speech-activity.ts';

const sampleRate = 16_000;

/** Buzzing syllables of changing loudness in the spans, with quiet ends, over noise and rumble. */
function babbled(seconds: number, spans: readonly Span[], noiseLevel: number, rumbleLevel = 0): Float32Array {
  const random = createRandom(5);
  return Float32Array.from({ length: seconds * sampleRate }, (_, i) => {
    const t = i / sampleRate;
    const span = spans.find(({ start, end }) => t >= start && t < end);
    const edge = span ? Math.min(1, (t - span.start) / 0.05 + 0.1, (span.end - t) / 0.1 + 0.1) : 0;
    const syllable = 0.15 + 0.85 * Math.sin(Math.PI * 4 * t) ** 2;
    const voice = 0.3 * edge * syllable * ((i % 120) / 60 - 1);
    const rumble = rumbleLevel * Math.sin(2 * Math.PI * 25 * t);
    return voice + rumble + noiseLevel * (2 * random.unit() - 1);
  });
}

/** Share of the frames of 10 ms on which two lists of spans agree. */
function agreement(a: readonly Span[], b: readonly Span[], seconds: number): number {
  const covers = (spans: readonly Span[], t: number) => spans.some(({ start, end }) => t >= start && t < end);
  const frames = Array.from({ length: Math.round(100 * seconds) }, (_, frame) => (frame + 0.5) / 100);
  return frames.filter((t) => covers(a, t) === covers(b, t)).length / frames.length;
}

const spoken = [
  { start: 1, end: 2.5 },
  { start: 3.2, end: 3.7 },
  { start: 5, end: 7.4 },
];

describe('speechActivity', () => {
  it.each([
    ['digital silence', 0, 0],
    ['quiet noise', 0.003, 0],
    ['noise 30 dB below', 0.01, 0],
    ['rumble louder than the voice', 0.003, 0.2],
  ])('finds where speech sounds over %s, far better than taking all for speech', (_, noise, rumble) => {
    const found = speechActivity({ samples: babbled(8, spoken, noise, rumble), sampleRate });
    expect(agreement(found, spoken, 8)).toBeGreaterThan(0.95);
    expect(agreement([{ start: 0, end: 8 }], spoken, 8)).toBeLessThan(0.6);
  });

  it('is the same at any level and however the recording is cut', () => {
    const samples = babbled(8, spoken, 0.003);
    const whole = speechActivity({ samples, sampleRate });
    expect(speechActivity({ samples: samples.map((sample) => sample / 64), sampleRate })).toEqual(whole);
    const activity = createSpeechActivity(sampleRate);
    for (let i = 0; i < samples.length; i += 777) activity.push(samples.subarray(i, i + 777));
    expect(activity.spans()).toEqual(whole);
  });

  it('has sorted spans apart, within the recording, also where all of it is loud', () => {
    const found = speechActivity({ samples: babbled(3, [{ start: 0, end: 3 }], 0.003), sampleRate });
    expect(found).toHaveLength(1);
    expect(agreement(found, [{ start: 0, end: 3 }], 3)).toBeGreaterThan(0.95);
    let reached = -1;
    for (const { start, end } of speechActivity({ samples: babbled(8, spoken, 0.1), sampleRate })) {
      expect(start).toBeGreaterThan(reached);
      expect(end).toBeGreaterThan(start);
      reached = end;
    }
    expect(reached).toBeLessThanOrEqual(8);
  });

  it('finds nothing in silence, in a click and in no sample', () => {
    const click = new Float32Array(sampleRate);
    click[5000] = 0.9;
    for (const samples of [new Float32Array(sampleRate), click, new Float32Array(0)])
      expect(speechActivity({ samples, sampleRate })).toEqual([]);
  });

  it('refuses samples that are not finite, and rates too low for speech', () => {
    const activity = createSpeechActivity(sampleRate);
    activity.push(new Float32Array(10));
    expect(() => activity.push(Float32Array.of(0, NaN))).toThrow(/sample 11 is NaN/);
    expect(() => createSpeechActivity(500)).toThrow(/sampleRate is 500/);
  });
});
