import { addEvent, between, pick, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { curve, hold, strike, wander } from './curves.ts';
import { fallingPartials, harmonicTone, multiply, steadyTimes, sum, whiteNoise } from './excitations.ts';

const majorScale = [0, 2, 4, 5, 7, 9, 11, 12];

/** Steady tones of random pitch and colour that come and go, one to three at once. */
export function tones(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  for (const at of [0, ...steadyTimes(random, sampleCount, between(random, 0.8, 2), 0.5)]) {
    const held = hold(between(random, 0.3, 2), between(random, 0.01, 0.2));
    const partials = fallingPartials(1 + random.integer(8), between(random, -12, -3));
    addEvent(
      track,
      at,
      multiply(harmonicTone(held.length, betweenLog(random, 110, 2200), partials), held),
      between(random, 0.4, 1),
    );
  }
  return track;
}

/** A synthesiser pad: soft chords that follow one another. */
export function chords(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 110, 330);
  const seconds = between(random, 0.8, 2.5);
  for (let at = 0; at < sampleCount; at += Math.round(seconds * sampleRate)) {
    const base = pick(random, [0, 3, 5, 7, 9]);
    const third = pick(random, [3, 4]);
    for (const semitones of [base, base + third, base + 7, base + 12]) {
      const held = hold(seconds * 1.2, 0.15);
      addEvent(
        track,
        at,
        multiply(harmonicTone(held.length, note(root, semitones), fallingPartials(8, -9)), held),
      );
    }
  }
  return track;
}

/** Plucked strings: a melody by the Karplus-Strong string (Computer Music Journal 7(2), 1983). */
export function plucked(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 110, 440);
  for (const at of steadyTimes(random, sampleCount, between(random, 2, 6))) {
    const pitch = note(root, pick(random, majorScale) + pick(random, [0, 0, 12]));
    addEvent(track, at, string(random, pitch, between(random, 0.6, 1.5)), between(random, 0.4, 1));
  }
  return track;
}

/** A piano: struck chords and runs; the partials of a stiff string lie a little sharp and die the sooner the higher they are. */
export function piano(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 80, 400);
  for (const at of steadyTimes(random, sampleCount, between(random, 1.5, 6), 0.2)) {
    const notes = random.unit() < 0.3 ? [0, 4, 7] : [0];
    const degree = pick(random, majorScale) + pick(random, [0, 12]);
    for (const semitones of notes) {
      const pitch = note(root, degree + semitones);
      for (let k = 1; k <= 10 && k * pitch < 7000; k++) {
        const ring = strike(between(random, 1, 2) / k ** 0.7, 0.004);
        const stretched = k * pitch * Math.sqrt(1 + 0.0004 * k * k);
        addEvent(
          track,
          at,
          multiply(harmonicTone(ring.length, stretched, [1]), ring),
          between(random, 0.5, 1) / k,
        );
      }
    }
  }
  return track;
}

/** A synthesiser: a fast arpeggio of rich tones whose filter opens and closes. */
export function synth(random: Random, sampleCount: number): Float32Array {
  const root = betweenLog(random, 80, 300);
  const pattern = Array.from({ length: 8 }, () => pick(random, majorScale) + pick(random, [0, 12]));
  const noteLength = Math.round(sampleRate / between(random, 4, 10));
  const pitch = Float32Array.from({ length: sampleCount }, (_, i) =>
    note(root, pattern[Math.floor(i / noteLength) % 8]!),
  );
  const gate = pitch.map((_, i) => Math.exp((-3 * (i % noteLength)) / noteLength));
  const opening = wander(random, sampleCount, {
    low: 300,
    high: 3500,
    stepSeconds: between(random, 0.3, 1.5),
  });
  return filter(multiply(harmonicTone(sampleCount, pitch, fallingPartials(24, -6)), gate), 'low', opening, 3);
}

/** A music box: thin high teeth that ring on into one another, now and then two at once. */
export function musicBox(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 350, 1100);
  const overtone = between(random, 5, 6.5);
  for (const at of steadyTimes(random, sampleCount, between(random, 2, 7))) {
    for (let tooth = random.unit() < 0.25 ? 2 : 1; tooth > 0; tooth--) {
      const ring = strike(between(random, 0.5, 1.5), 0.001);
      const pitch = note(root, pick(random, majorScale));
      addEvent(
        track,
        at,
        multiply(harmonicTone(ring.length, pitch, [1, between(random, 0, 0.2)]), ring),
        between(random, 0.5, 1),
      );
      addEvent(track, at, multiply(harmonicTone(ring.length, pitch * overtone, [0.2]), multiply(ring, ring)));
    }
  }
  return track;
}

/** A harp: quick broken chords of soft plucked tones. */
export function harp(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 90, 250);
  const softness = between(random, -15, -9);
  for (const start of steadyTimes(random, sampleCount, between(random, 0.7, 1.5))) {
    const base = pick(random, [0, 3, 5, 7]);
    const spacing = between(random, 0.06, 0.2) * sampleRate;
    for (const [k, semitones] of [0, 4, 7, 12, 16, 19, 24].entries()) {
      const ring = strike(between(random, 0.4, 1), 0.003);
      const tone = harmonicTone(ring.length, note(root, base + semitones), fallingPartials(6, softness));
      addEvent(track, Math.round(start + k * spacing), multiply(tone, ring), between(random, 0.5, 1));
    }
  }
  return track;
}

/** A theremin: one tone that never stops, glides from note to note and trembles. */
export function theremin(random: Random, sampleCount: number): Float32Array {
  const root = betweenLog(random, 200, 800);
  const line = wander(random, sampleCount, { low: 0, high: 14, stepSeconds: between(random, 0.2, 0.7) });
  const tremble = curve(sampleCount, (seconds) => 0.3 * Math.sin(2 * Math.PI * 5.5 * seconds));
  const loudness = wander(random, sampleCount, { low: 0.1, high: 1, stepSeconds: between(random, 0.3, 1) });
  const pitch = line.map((semitones, i) => note(root, semitones + tremble[i]!));
  return multiply(harmonicTone(sampleCount, pitch, fallingPartials(6, between(random, -14, -6))), loudness);
}

/** A drum kit: kick, snare and hi-hat in a bar of eight. */
export function drums(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const kicks = Array.from({ length: 8 }, (_, k) => k === 0 || random.unit() < 0.25);
  for (const [beat, at] of steadyTimes(random, sampleCount, between(random, 3, 5.5)).entries()) {
    const step = beat % 8;
    if (kicks[step]) {
      const thump = strike(0.25);
      const drop = curve(thump.length, (seconds) => 50 + 90 * Math.exp(-seconds * 30));
      addEvent(track, at, multiply(harmonicTone(thump.length, drop, [1]), thump), 1.2);
    }
    if (step % 4 === 2) addEvent(track, at, burst(random, 0.18, 900));
    addEvent(track, at, burst(random, 0.05, 5000), between(random, 0.2, 0.5));
  }
  return track;
}

/** Bowed strings: a legato melody with vibrato, rich in partials, slow in attack. */
export function bowed(random: Random, sampleCount: number): Float32Array {
  const vibrato = between(random, 4.5, 6.5);
  return melody(
    random,
    sampleCount,
    { root: betweenLog(random, 150, 500), perSecond: between(random, 0.8, 2.5), fade: 0.06 },
    (pitch, length) => {
      const glide = curve(
        length,
        (seconds) => pitch * (1 + 0.008 * Math.sin(2 * Math.PI * vibrato * seconds)),
      );
      return filter(harmonicTone(length, glide, fallingPartials(20, -5)), 'low', 3500);
    },
  );
}

/** A pipe organ: held notes of octave-spaced pipes. */
export function organ(random: Random, sampleCount: number): Float32Array {
  return melody(
    random,
    sampleCount,
    { root: betweenLog(random, 130, 350), perSecond: between(random, 1, 2), fade: 0.03 },
    (pitch, length) =>
      sum(
        ...[0, 4, 7].map(
          (semitones) =>
            [1, harmonicTone(length, note(pitch, semitones), [1, 0.7, 0, 0.5, 0, 0, 0, 0.3])] as const,
        ),
      ),
  );
}

/** A marimba: a quick melody of wooden bars, whose first overtone lies two octaves up. */
export function marimba(random: Random, sampleCount: number): Float32Array {
  const track = new Float32Array(sampleCount);
  const root = betweenLog(random, 200, 400);
  for (const at of steadyTimes(random, sampleCount, between(random, 3, 6))) {
    const bar = strike(between(random, 0.3, 0.6), 0.002);
    const pitch = note(root, pick(random, majorScale) + pick(random, [0, 12]));
    addEvent(
      track,
      at,
      multiply(harmonicTone(bar.length, pitch, [1, 0, 0, 0.35]), bar),
      between(random, 0.5, 1),
    );
  }
  return track;
}

/** Frequency in Hz of the equal-tempered note that lies `semitones` above `root`: `note(220, 12)` is 440. */
function note(root: number, semitones: number): number {
  return root * 2 ** (semitones / 12);
}

/** One note after another from a major scale, each faded in and out; `voice` gives a note's sound. */
function melody(
  random: Random,
  sampleCount: number,
  { root, perSecond, fade }: { root: number; perSecond: number; fade: number },
  voice: (pitch: number, length: number) => Float32Array,
): Float32Array {
  const track = new Float32Array(sampleCount);
  for (let at = 0; at < sampleCount;) {
    const held = hold(between(random, 0.6, 1.6) / perSecond, fade);
    addEvent(
      track,
      at,
      multiply(voice(note(root, pick(random, majorScale)), held.length), held),
      between(random, 0.6, 1),
    );
    at += held.length;
  }
  return track;
}

/** A burst of noise above `frequency` Hz. */
function burst(random: Random, decaySeconds: number, frequency: number): Float32Array {
  const envelope = strike(decaySeconds);
  return filter(multiply(whiteNoise(random, envelope.length), envelope), 'high', frequency);
}

/** A plucked string: a loop of noise, one period long, that is averaged as it goes round. */
function string(random: Random, pitch: number, durationSeconds: number): Float32Array {
  const loop = whiteNoise(random, Math.round(sampleRate / pitch));
  const out = hold(durationSeconds, 0.002);
  let at = 0;
  for (let i = 0; i < out.length; i++) {
    const next = (at + 1) % loop.length;
    out[i]! *= loop[at]!;
    loop[at] = 0.498 * (loop[at]! + loop[next]!);
    at = next;
  }
  return out;
}
