import { addEvent, between, pick, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { curve, hold, strike } from './curves.ts';
import {
  fallingPartials,
  harmonicTone,
  multiply,
  randomTimes,
  steadyTimes,
  whiteNoise,
} from './excitations.ts';

/** A church bell: inharmonic partials from the hum to the nominal and above, each with its own decay. */
export function bell(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const prime = betweenLog(random, 180, 700);
  const partials = [0.5, 1, 1.19, 1.5, 2, 2.52, 3.01, 4.17];
  for (const at of [0, ...steadyTimes(random, sampleCount, between(random, 0.5, 1.2), 0.1)]) {
    for (const [k, ratio] of partials.entries()) {
      const ring = strike(between(random, 2, 5) / (1 + 0.4 * k), 0.003);
      addEvent(
        track,
        at,
        multiply(harmonicTone(ring.length, prime * ratio, [1]), ring),
        between(random, 0.3, 1) / (1 + 0.3 * k),
      );
    }
  }
  return track;
}

/** An alarm clock: groups of short beeps. */
export function beeper(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const beep = hold(between(random, 0.05, 0.2), 0.005);
  const tone = multiply(
    harmonicTone(beep.length, betweenLog(random, 800, 3000), [1, 0, between(random, 0, 0.4)]),
    beep,
  );
  const inGroup = 1 + random.integer(4);
  for (const start of steadyTimes(random, sampleCount, between(random, 0.8, 1.4))) {
    for (let k = 0; k < inGroup; k++) addEvent(track, start + Math.round(k * 1.6 * beep.length), tone);
  }
  return track;
}

/** Car horns: two reeds a third apart, held for as long as the driver likes. */
export function horn(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const pitch = betweenLog(random, 280, 450);
  for (const at of [0, ...randomTimes(random, sampleCount, 0.6)]) {
    const push = hold(between(random, 0.2, 1.5), 0.02);
    for (const ratio of [1, 1.26])
      addEvent(track, at, multiply(harmonicTone(push.length, pitch * ratio, fallingPartials(14, -4)), push));
  }
  return track;
}

/** Sweeps: tones that glide up and down over octaves, some pure, some rich, as of a slide whistle or a synthesiser. */
export function sweeps(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const partials = fallingPartials(1 + random.integer(10), -6);
  for (const at of [0, ...randomTimes(random, sampleCount, 1)]) {
    const sweep = hold(between(random, 0.3, 2), 0.05);
    const from = betweenLog(random, 150, 2000);
    const octaves = between(random, -2, 2);
    const glide = sweep.map((_, i) => from * 2 ** ((octaves * i) / sweep.length));
    addEvent(
      track,
      at,
      multiply(harmonicTone(sweep.length, glide, partials), sweep),
      between(random, 0.4, 1),
    );
  }
  return track;
}

/** A modem: carriers that jump between tones, several times to hundreds of times a second. */
export function modem(random: Random, sampleCount: number): Float32Array {
  const symbols = betweenLog(random, 8, 300);
  const tones = Array.from({ length: 2 + random.integer(4) }, () => betweenLog(random, 600, 3000));
  const pitch = new Float32Array(sampleCount);
  const symbolLength = Math.round(sampleRate / symbols);
  for (let at = 0; at < sampleCount; at += symbolLength)
    pitch.fill(pick(random, tones), at, at + symbolLength);
  return filter(harmonicTone(sampleCount, pitch, [1, 0.1]), 'low', 3800);
}

/** A referee's whistle: shrill blasts that the pea inside makes flutter. */
export function whistle(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const pitch = betweenLog(random, 1800, 3600);
  const flutter = between(random, 25, 60);
  for (const at of [0, ...randomTimes(random, sampleCount, 1)]) {
    const blast = hold(between(random, 0.15, 1.2), 0.02);
    const pea = curve(blast.length, (seconds) => Math.sin(2 * Math.PI * flutter * seconds));
    const tone = harmonicTone(
      blast.length,
      pea.map((value) => pitch * (1 + 0.03 * value)),
      [1, 0.2],
    );
    const breath = filter(whiteNoise(random, blast.length), 'band', pitch, 2);
    const both = tone.map((value, i) => value * (0.7 + 0.3 * pea[i]!) + 0.3 * breath[i]!);
    addEvent(track, at, multiply(both, blast), between(random, 0.5, 1));
  }
  return track;
}

/** A telephone: two tones that ring, one or two seconds on and a pause. */
export function telephone(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const [low, high] = [between(random, 400, 900), between(random, 950, 1400)];
  const warble = between(random, 12, 25);
  const ring = hold(between(random, 0.6, 1.5), 0.01);
  const switching = curve(ring.length, (seconds) =>
    Math.sin(2 * Math.PI * warble * seconds) > 0 ? high : low,
  );
  const tone = multiply(harmonicTone(ring.length, switching, fallingPartials(5, -8)), ring);
  for (const at of steadyTimes(random, sampleCount, between(random, 0.35, 0.55))) addEvent(track, at, tone);
  return track;
}

/** A siren: one rich tone that wails slowly, yelps fast, or jumps between two pitches. */
export function siren(random: Random, sampleCount: number): Float32Array {
  const [low, high] = [between(random, 400, 650), between(random, 900, 1500)];
  const style = pick(random, ['wail', 'yelp', 'two-tone'] as const);
  const rate = {
    wail: between(random, 0.2, 0.4),
    yelp: between(random, 2.5, 4),
    'two-tone': between(random, 0.6, 1),
  }[style];
  const pitch = curve(sampleCount, (seconds) => {
    const swing = Math.sin(2 * Math.PI * rate * seconds);
    return low + (high - low) * (style === 'two-tone' ? (swing > 0 ? 0.5 : 0.2) : 0.5 + 0.5 * swing);
  });
  return harmonicTone(sampleCount, pitch, fallingPartials(6, -7));
}
