import { addEvent, between, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { strike } from './curves.ts';
import { harmonicTone, multiply, randomTimes, steadyTimes, sum, whiteNoise } from './excitations.ts';

/** Typing: a click for each key that goes down and a softer one as it comes up, in bursts. */
export function keyboard(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  const body = betweenLog(random, 1200, 3500);
  for (const at of randomTimes(random, sampleCount, between(random, 5, 9))) {
    const gain = between(random, 0.4, 1);
    addEvent(track, at, thud(random, body * between(random, 0.8, 1.2), 0.03), gain);
    addEvent(
      track,
      at + Math.round(between(random, 0.05, 0.09) * sampleRate),
      thud(random, body * 1.4, 0.02),
      0.4 * gain,
    );
  }
  return track;
}

/** Footsteps: heel, then toe, at walking pace. */
export function footsteps(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  for (const at of steadyTimes(random, sampleCount, between(random, 1.5, 2.4), 0.1)) {
    addEvent(track, at, thud(random, between(random, 90, 250), 0.12), between(random, 0.7, 1));
    addEvent(
      track,
      at + Math.round(0.08 * sampleRate),
      thud(random, between(random, 800, 2000), 0.06),
      between(random, 0.1, 0.3),
    );
  }
  return track;
}

/** A ball that bounces on a hard floor, quicker and softer each time, and is thrown again. */
export function bounce(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  const pitch = betweenLog(random, 80, 350);
  for (const start of steadyTimes(random, sampleCount, between(random, 0.3, 0.7), 0.2)) {
    let at = start;
    let gap = between(random, 0.35, 0.7);
    for (let gain = 1; gain > 0.1; gain *= 0.75, gap *= 0.8) {
      addEvent(track, Math.round(at), thud(random, pitch, 0.12), gain);
      addEvent(track, Math.round(at), thud(random, pitch * 5, 0.03), 0.3 * gain);
      at += gap * sampleRate;
    }
  }
  return track;
}

/** A crackling fire: sharp crackles of every size over a soft roar. */
export function crackle(random: Random, sampleCount: number): Float32Array {
  const roar = filter(whiteNoise(random, sampleCount), 'low', 250);
  const crackles = new Float32Array(sampleCount);
  for (const at of randomTimes(random, sampleCount, between(random, 12, 40))) {
    addEvent(
      crackles,
      at,
      thud(random, betweenLog(random, 800, 6000), between(random, 0.003, 0.03)),
      random.unit() ** 3,
    );
  }
  return sum([1, crackles], [between(random, 0.05, 0.3), roar]);
}

/** Applause: hundreds of hand claps a second that swell and ebb. */
export function applause(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  for (const at of randomTimes(random, sampleCount, between(random, 60, 250))) {
    addEvent(
      track,
      at,
      thud(random, betweenLog(random, 700, 2800), between(random, 0.01, 0.04)),
      random.unit(),
    );
  }
  return track;
}

/** A clock: tick and tock. */
export function clock(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  const pitch = betweenLog(random, 1500, 4500);
  for (const [beat, at] of steadyTimes(random, sampleCount, between(random, 1.8, 4.5)).entries()) {
    addEvent(track, at, thud(random, pitch * (beat % 2 === 0 ? 1 : 0.8), 0.04));
  }
  return track;
}

/** Dishes: plates and cutlery that clink and clatter. */
export function dishes(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  for (const at of randomTimes(random, sampleCount, between(random, 3, 7))) {
    const clink = strike(between(random, 0.05, 0.4));
    const pitch = betweenLog(random, 1500, 4500);
    for (const ratio of [1, 1.58, 2.24]) {
      const partial = harmonicTone(clink.length, pitch * ratio * between(random, 0.97, 1.03), [1]);
      addEvent(track, at, multiply(partial, clink), between(random, 0.1, 0.5));
    }
    addEvent(track, at, thud(random, 2500, 0.02), 0.6);
  }
  return track;
}

/** Knocks on a wooden door, in groups of two to five. */
export function knock(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  const wood = betweenLog(random, 180, 450);
  for (const start of steadyTimes(random, sampleCount, between(random, 0.5, 0.8), 0.3)) {
    const spacing = between(random, 0.14, 0.24) * sampleRate;
    const count = 2 + random.integer(4);
    for (let k = 0; k < count; k++) {
      addEvent(
        track,
        Math.round(start + k * spacing),
        thud(random, wood * between(random, 0.95, 1.05), 0.1),
        between(random, 0.6, 1),
      );
    }
  }
  return track;
}

/** Hammering on metal: hard blows that ring. */
export function hammer(random: Random, sampleCount: number): Float32Array {
  const track = faintHiss(random, sampleCount);
  const pitch = betweenLog(random, 500, 1200);
  for (const at of steadyTimes(random, sampleCount, between(random, 1.2, 3), 0.15)) {
    const ring = strike(between(random, 0.25, 0.6));
    for (const ratio of [1, 2.76, 5.4])
      addEvent(track, at, multiply(harmonicTone(ring.length, pitch * ratio, [1]), ring), 0.35 / ratio);
    addEvent(track, at, thud(random, 1800, 0.04), between(random, 0.8, 1));
  }
  return track;
}

/** One impact: a burst of noise that rings at `frequency` and is gone after `decaySeconds`. */
function thud(random: Random, frequency: number, decaySeconds: number): Float32Array {
  const envelope = strike(decaySeconds, 0.0005);
  return filter(multiply(whiteNoise(random, envelope.length), envelope), 'band', frequency, 1.5);
}

/** What a microphone hears between impacts. */
function faintHiss(random: Random, sampleCount: number): Float32Array {
  return whiteNoise(random, sampleCount).map((value) => 0.003 * value);
}
