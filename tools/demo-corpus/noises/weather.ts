import { addEvent, between, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { hold, strike, wander } from './curves.ts';
import { harmonicTone, multiply, randomTimes, sum, whiteNoise } from './excitations.ts';

/** Rain: a bed of hiss under drops that tick at random. */
export function rain(random: Random, sampleCount: number): Float32Array {
  const bed = filter(
    filter(whiteNoise(random, sampleCount), 'high', between(random, 400, 1500)),
    'low',
    between(random, 4000, 7500),
  );
  const drops = new Float32Array(sampleCount);
  for (const at of randomTimes(random, sampleCount, between(random, 40, 200))) {
    const drop = strike(between(random, 0.004, 0.02), 0.0005);
    addEvent(
      drops,
      at,
      filter(multiply(whiteNoise(random, drop.length), drop), 'band', betweenLog(random, 1500, 6000), 2),
      random.unit() ** 2,
    );
  }
  return sum([0.3, bed], [between(random, 1, 3), drops]);
}

/** Wind: noise whose brightness and strength follow gusts, with a whistling resonance. */
export function wind(random: Random, sampleCount: number): Float32Array {
  const gust = wander(random, sampleCount, { low: 0.1, high: 1, stepSeconds: between(random, 0.4, 1.5) });
  const noise = whiteNoise(random, sampleCount);
  const roar = filter(
    noise,
    'low',
    gust.map((strength) => 80 + 500 * strength),
  );
  const base = betweenLog(random, 350, 900);
  const whistle = filter(
    noise,
    'band',
    gust.map((strength) => base * (1 + 0.5 * strength)),
    25,
  );
  return multiply(sum([1, roar], [between(random, 0.1, 1), whistle]), gust);
}

/** A brook: many small bubbles, each a short rising tone, over soft noise. */
export function brook(random: Random, sampleCount: number): Float32Array {
  const bubbles = new Float32Array(sampleCount);
  for (const at of randomTimes(random, sampleCount, between(random, 60, 150))) {
    addEvent(
      bubbles,
      at,
      bubble(random, betweenLog(random, 400, 3000), between(random, 0.01, 0.06)),
      random.unit() ** 3,
    );
  }
  const bed = filter(whiteNoise(random, sampleCount), 'band', between(random, 500, 1200), 0.5);
  return sum([1, bubbles], [between(random, 0.1, 0.4), bed]);
}

/** Thunder: dull rolls that swell, crackle and die away. */
export function thunder(random: Random, sampleCount: number): Float32Array {
  const track = scaledRumble(random, sampleCount);
  for (const at of [0, ...randomTimes(random, sampleCount, 0.4)]) {
    const roll = strike(between(random, 1.5, 5), between(random, 0.02, 0.4));
    const rough = wander(random, roll.length, { low: 0.2, high: 1, stepSeconds: 0.08 });
    const crack = filter(
      whiteNoise(random, roll.length),
      'low',
      roll.map((strength) => 60 + 900 * strength),
    );
    addEvent(track, at, multiply(multiply(crack, roll), rough), between(random, 0.5, 1));
  }
  return track;
}

/** Waves on a shore: slow swells of noise that turn bright as they break. */
export function waves(random: Random, sampleCount: number): Float32Array {
  const period = between(random, 3, 6);
  const phase = random.unit();
  const drift = wander(random, sampleCount, { low: 0.6, high: 1, stepSeconds: period });
  const swell = drift.map((strength, i) => {
    const along = (i / sampleRate / period + phase) % 1;
    return strength * (0.15 + (along < 0.3 ? along / 0.3 : ((1 - along) / 0.7) ** 2));
  });
  const surf = filter(
    whiteNoise(random, sampleCount),
    'low',
    swell.map((strength) => 300 + 3500 * strength),
  );
  return sum([1, multiply(surf, swell)], [0.2, scaledRumble(random, sampleCount)]);
}

/** Dripping water: single drops that fall into a vessel and ring, some answered by a splash. */
export function drips(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const pitch = betweenLog(random, 700, 1600);
  for (const at of randomTimes(random, sampleCount, between(random, 1.5, 5))) {
    const gain = between(random, 0.3, 1);
    addEvent(track, at, bubble(random, pitch * between(random, 0.7, 1.5), between(random, 0.04, 0.14)), gain);
    const splash = strike(0.03);
    addEvent(
      track,
      at,
      filter(multiply(whiteNoise(random, splash.length), splash), 'high', 2500),
      0.3 * gain,
    );
  }
  return sum([1, track], [0.01, whiteNoise(random, sampleCount)]);
}

function scaledRumble(random: Random, sampleCount: number): Float32Array {
  return filter(whiteNoise(random, sampleCount), 'low', 120).map((value) => 0.3 * value);
}

/** A bubble's sound: a decaying tone that rises while the bubble comes up. */
function bubble(random: Random, frequency: number, decaySeconds: number): Float32Array {
  const envelope = strike(decaySeconds, 0.002);
  const rise = between(random, 0.1, 0.6);
  const glide = envelope.map((_, i) => frequency * (1 + (rise * i) / envelope.length));
  return multiply(
    multiply(harmonicTone(envelope.length, glide, [1]), envelope),
    hold(envelope.length / sampleRate, 0.001),
  );
}
