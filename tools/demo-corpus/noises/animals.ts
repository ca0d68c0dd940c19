import { addEvent, between, pick, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { curve, hold, wander } from './curves.ts';
import {
  fallingPartials,
  harmonicTone,
  multiply,
  randomTimes,
  steadyTimes,
  sum,
  whiteNoise,
} from './excitations.ts';

/** Songbirds: phrases of quick whistles that leap and glide between 2 and 7 kHz. */
export function birds(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  for (const start of [0, ...randomTimes(random, sampleCount, 1.2)]) {
    const gain = between(random, 0.2, 1);
    const [from, to] = [betweenLog(random, 2000, 5500), betweenLog(random, 2000, 6500)];
    const length = between(random, 0.03, 0.15);
    const count = 1 + random.integer(8);
    for (let k = 0; k < count; k++) {
      const chirp = hold(length, length / 3);
      const glide = chirp.map((_, i) => from + ((to - from) * i) / chirp.length);
      addEvent(
        track,
        start + Math.round(k * length * 1.5 * sampleRate),
        multiply(harmonicTone(chirp.length, glide, [1, 0.1]), chirp),
        gain,
      );
    }
  }
  return sum([1, track], [0.004, whiteNoise(random, sampleCount)]);
}

/** Crickets: trains of pulses on one high tone each. */
export function crickets(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const singers = 1 + random.integer(3);
  for (let singer = 0; singer < singers; singer++) {
    const carrier = harmonicTone(sampleCount, between(random, 3200, 6000), [1]);
    const pulses = between(random, 18, 40);
    const chirps = between(random, 1, 3);
    const song = curve(sampleCount, (seconds) =>
      (seconds * chirps) % 1 < 0.6 ? Math.max(0, Math.sin(2 * Math.PI * pulses * seconds)) : 0,
    );
    addEvent(track, 0, multiply(carrier, song), between(random, 0.4, 1));
  }
  return sum([1, track], [0.01, whiteNoise(random, sampleCount)]);
}

/** A barking dog: short, rough, falling cries with a throat's resonances. */
export function dog(random: Random, sampleCount: number): Float32Array {
  const track = whiteNoise(random, sampleCount).map((value) => 0.003 * value);
  const pitch = betweenLog(random, 250, 700);
  for (const start of randomTimes(random, sampleCount, between(random, 0.6, 1.2))) {
    const count = 1 + random.integer(3);
    for (let k = 0; k < count; k++) {
      const bark = hold(between(random, 0.1, 0.22), 0.03);
      const fall = curve(bark.length, (seconds) => pitch * (1.3 - 2 * seconds));
      const throat = sum(
        [0.5, harmonicTone(bark.length, fall, fallingPartials(14, -4))],
        [0.8, whiteNoise(random, bark.length)],
      );
      addEvent(
        track,
        start + Math.round(k * 0.35 * sampleRate),
        multiply(filter(throat, 'band', pitch * 2.5, 1.5), bark),
        between(random, 0.6, 1),
      );
    }
  }
  return track;
}

/** Bees: a few buzzing insects that come near and fly off. */
export function bees(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const insects = 1 + random.integer(4);
  for (let insect = 0; insect < insects; insect++) {
    const pitch = betweenLog(random, 150, 320);
    const wings = wander(random, sampleCount, {
      low: pitch,
      high: pitch * 1.25,
      stepSeconds: between(random, 0.15, 0.6),
    });
    const nearness = wander(random, sampleCount, { low: 0, high: 1, stepSeconds: between(random, 0.5, 1.5) });
    addEvent(track, 0, multiply(harmonicTone(sampleCount, wings, fallingPartials(16, -5)), nearness));
  }
  return track;
}

/** Geese: nasal honks, alone or in quick series, one bird answering the other. */
export function geese(random: Random, sampleCount: number): Float32Array {
  const track = whiteNoise(random, sampleCount).map((value) => 0.004 * value);
  const flock = Array.from({ length: 3 }, () => betweenLog(random, 300, 600));
  for (const at of [0, ...randomTimes(random, sampleCount, between(random, 1, 2.5))]) {
    const honk = hold(between(random, 0.12, 0.35), 0.03);
    const pitch = pick(random, flock);
    const leap = curve(honk.length, (seconds) => pitch * (seconds < 0.05 ? 0.8 : 1.05 - 0.3 * seconds));
    const nasal = filter(
      harmonicTone(honk.length, leap, fallingPartials(12, -3)),
      'band',
      between(random, 900, 1600),
      1.5,
    );
    addEvent(track, at, multiply(nasal, honk), between(random, 0.4, 1));
  }
  return track;
}

/** Frogs: croaks made of quick pulses. */
export function frogs(random: Random, sampleCount: number): Float32Array {
  const track = whiteNoise(random, sampleCount).map((value) => 0.005 * value);
  for (let frog = 0; frog < 3; frog++) {
    const pulses = between(random, 25, 60);
    const croak = hold(between(random, 0.2, 0.5), 0.05);
    const rattle = curve(
      croak.length,
      (seconds) => ((1 + Math.sin(2 * Math.PI * pulses * seconds)) / 2) ** 3,
    );
    const sound = multiply(
      multiply(harmonicTone(croak.length, between(random, 500, 1100), [1, 0.6, 0.3]), rattle),
      croak,
    );
    for (const at of steadyTimes(random, sampleCount, between(random, 0.6, 1.4), 0.4))
      addEvent(track, at, sound, between(random, 0.4, 1));
  }
  return track;
}

/** Gulls: hoarse falling cries, often several in a row. */
export function gulls(random: Random, sampleCount: number): Float32Array {
  const track = filter(whiteNoise(random, sampleCount), 'low', 600).map((value) => 0.03 * value);
  for (const start of [0, ...randomTimes(random, sampleCount, 0.7)]) {
    const pitch = betweenLog(random, 800, 1500);
    const count = 1 + random.integer(5);
    for (let k = 0; k < count; k++) {
      const cry = hold(between(random, 0.15, 0.4), 0.04);
      const fall = cry.map((_, i) => pitch * (1.2 - (0.5 * i) / cry.length));
      const hoarse = sum(
        [1, harmonicTone(cry.length, fall, [0.6, 1, 0.5, 0.3])],
        [0.15, whiteNoise(random, cry.length)],
      );
      addEvent(
        track,
        start + Math.round(k * 0.4 * sampleRate),
        multiply(hoarse, cry),
        between(random, 0.3, 1),
      );
    }
  }
  return track;
}
