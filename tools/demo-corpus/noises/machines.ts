import { addEvent, between, pick, type Random } from '@earmark/dataset';
import { betweenLog } from '../draw.ts';
import { filter } from '../filter.ts';
import { sampleRate } from '../sample-rate.ts';
import { curve, strike, wander } from './curves.ts';
import { fallingPartials, harmonicTone, multiply, steadyTimes, sum, whiteNoise } from './excitations.ts';

/** Mains hum: 50 or 60 Hz and its partials, with a little hiss. */
export function hum(random: Random, sampleCount: number): Float32Array {
  const partials = Array.from(
    { length: 24 },
    (_, k) => (random.unit() * (k % 2 === 1 ? 1 : 0.5)) / (1 + 0.25 * k),
  );
  const tone = harmonicTone(sampleCount, pick(random, [50, 60]), partials);
  return sum([1, tone], [between(random, 0.02, 0.3), filter(whiteNoise(random, sampleCount), 'low', 3000)]);
}

/** A fan: air noise that beats with the blades, and the motor's tone. */
export function fan(random: Random, sampleCount: number): Float32Array {
  const blades = between(random, 15, 60);
  const depth = between(random, 0.05, 0.4);
  const beat = curve(sampleCount, (seconds) => 1 + depth * Math.sin(2 * Math.PI * blades * seconds));
  const air = filter(whiteNoise(random, sampleCount), 'low', betweenLog(random, 300, 2500));
  const motor = harmonicTone(sampleCount, blades * pick(random, [3, 5, 7]), fallingPartials(6, -9));
  return sum([1, multiply(air, beat)], [between(random, 0.02, 0.15), motor]);
}

/** A combustion engine: bursts at the firing rate, which wanders with the throttle, through an exhaust's resonances. */
export function engine(random: Random, sampleCount: number): Float32Array {
  const idle = betweenLog(random, 20, 70);
  const rate = wander(random, sampleCount, {
    low: idle,
    high: idle * between(random, 1.1, 2.5),
    stepSeconds: between(random, 0.7, 2),
  });
  const pulses = harmonicTone(sampleCount, rate, fallingPartials(40, between(random, -8, -3)));
  const exhaust = filter(pulses, 'band', betweenLog(random, 100, 500), 1);
  const rattle = multiply(
    filter(whiteNoise(random, sampleCount), 'band', betweenLog(random, 800, 3000), 0.7),
    pulses,
  );
  return sum([1, exhaust], [0.3, pulses], [between(random, 0.05, 0.4), rattle]);
}

/** An electric drill: a harsh high tone that sinks under load, with grinding noise. */
export function drill(random: Random, sampleCount: number): Float32Array {
  const load = wander(random, sampleCount, { low: 0, high: 1, stepSeconds: between(random, 0.3, 1) });
  const base = betweenLog(random, 150, 450);
  const whine = harmonicTone(
    sampleCount,
    load.map((value) => base * (1 - 0.3 * value)),
    fallingPartials(30, -5),
  );
  const grind = multiply(filter(whiteNoise(random, sampleCount), 'high', 1500), load);
  return sum([0.4, whine], [between(random, 0.5, 2), grind]);
}

/** A helicopter: thumping bursts of low noise from the blades over a turbine's hiss. */
export function helicopter(random: Random, sampleCount: number): Float32Array {
  const blades = between(random, 9, 22);
  const thump = curve(sampleCount, (seconds) => ((1 + Math.sin(2 * Math.PI * blades * seconds)) / 2) ** 4);
  const body = filter(whiteNoise(random, sampleCount), 'low', between(random, 200, 700));
  const turbine = filter(whiteNoise(random, sampleCount), 'band', between(random, 2000, 5000), 3);
  return sum([1, multiply(body, thump)], [0.2, body], [between(random, 0.02, 0.1), turbine]);
}

/** Sawing wood: strokes of rough noise, forward louder than back, a few a second. */
export function sawing(random: Random, sampleCount: number): Float32Array {
  const strokes = between(random, 1.5, 4);
  const stroke = curve(sampleCount, (seconds) => {
    const swing = Math.sin(2 * Math.PI * strokes * seconds);
    return swing > 0 ? swing : 0.5 * swing ** 2;
  });
  const teeth = wander(random, sampleCount, { low: 0.3, high: 1, stepSeconds: 0.012 });
  const wood = filter(whiteNoise(random, sampleCount), 'band', betweenLog(random, 900, 3500), 0.8);
  return sum([1, multiply(multiply(wood, stroke), teeth)], [0.005, whiteNoise(random, sampleCount)]);
}

/** A pump: a labouring motor whose tone swells and sinks a few times a second, and a valve that slaps. */
export function pump(random: Random, sampleCount: number): Float32Array {
  const beats = between(random, 1.5, 5);
  const effort = curve(sampleCount, (seconds) => (0.5 - 0.5 * Math.cos(2 * Math.PI * beats * seconds)) ** 2);
  const pitch = betweenLog(random, 80, 240);
  const motor = harmonicTone(
    sampleCount,
    effort.map((value) => pitch * (1 - 0.12 * value)),
    fallingPartials(24, between(random, -7, -4)),
  );
  const body = filter(motor, 'band', betweenLog(random, 300, 1500), 0.8);
  const valve = filter(whiteNoise(random, sampleCount), 'band', 1200, 1);
  return sum(
    [1, multiply(body, effort)],
    [
      0.3,
      multiply(
        valve,
        effort.map((value) => (1 - value) ** 8),
      ),
    ],
    [0.01, whiteNoise(random, sampleCount)],
  );
}

/** A road: the rush of tyres that swells and sinks as cars go by, over a distant rumble. */
export function traffic(random: Random, sampleCount: number): Float32Array {
  const nearness = wander(random, sampleCount, { low: 0.1, high: 1, stepSeconds: between(random, 0.6, 1.8) });
  const noise = whiteNoise(random, sampleCount);
  const tyres = filter(
    noise,
    'band',
    nearness.map((value) => 300 + 900 * value),
    0.6,
  );
  const motor = harmonicTone(
    sampleCount,
    nearness.map((value) => 50 + 40 * value),
    fallingPartials(12, -4),
  );
  const rumble = filter(noise, 'low', between(random, 60, 150));
  return sum(
    [1, multiply(tyres, nearness)],
    [between(random, 0.02, 0.15), multiply(motor, nearness)],
    [between(random, 0.3, 2), rumble],
  );
}

/** A jet's cabin: steady dull noise with the faint singing of the turbines. */
export function jet(random: Random, sampleCount: number): Float32Array {
  const air = filter(whiteNoise(random, sampleCount), 'low', betweenLog(random, 120, 700));
  const speed = betweenLog(random, 120, 1500);
  const turbines = sum(
    [1, harmonicTone(sampleCount, speed, [1, 0.4])],
    [1, harmonicTone(sampleCount, speed * 1.004, [1, 0.4])],
  );
  return sum([1, air], [between(random, 0, 0.05), turbines], [0.05, whiteNoise(random, sampleCount)]);
}

/** A washing machine: slow sloshing, a drum that turns, and the motor under it. */
export function washing(random: Random, sampleCount: number): Float32Array {
  const turns = between(random, 0.6, 1.4);
  const slosh = curve(
    sampleCount,
    (seconds) => 0.3 + Math.max(0, Math.sin(2 * Math.PI * turns * seconds)) ** 2,
  );
  const water = multiply(
    filter(whiteNoise(random, sampleCount), 'band', between(random, 400, 900), 0.6),
    slosh,
  );
  const motor = harmonicTone(
    sampleCount,
    wander(random, sampleCount, { low: 90, high: 105, stepSeconds: 0.8 }),
    fallingPartials(12, -6),
  );
  return sum([1, water], [between(random, 0.05, 0.2), motor]);
}

/** A vacuum cleaner: loud broad suction, a whining turbine, and a nozzle that moves. */
export function vacuum(random: Random, sampleCount: number): Float32Array {
  const nozzle = wander(random, sampleCount, {
    low: 1200,
    high: 3500,
    stepSeconds: between(random, 0.5, 1.2),
  });
  const suction = filter(whiteNoise(random, sampleCount), 'band', nozzle, 0.5);
  const speed = betweenLog(random, 350, 700);
  const turbine = harmonicTone(
    sampleCount,
    wander(random, sampleCount, { low: speed, high: speed * 1.06, stepSeconds: 0.6 }),
    fallingPartials(8, -4),
  );
  return sum([1, suction], [between(random, 0.04, 0.12), turbine]);
}

/** A railway carriage: rumble, and wheels that strike the rail joints in pairs. */
export function railway(random: Random, sampleCount: number): Float32Array {
  const rumble = filter(whiteNoise(random, sampleCount), 'low', between(random, 120, 300));
  const clatter = new Float32Array(sampleCount);
  for (const at of steadyTimes(random, sampleCount, between(random, 0.9, 1.6), 0.05)) {
    for (const delaySeconds of [0, 0.13]) {
      const hit = strike(between(random, 0.08, 0.15));
      const noise = multiply(whiteNoise(random, hit.length), hit);
      addEvent(
        clatter,
        at + Math.round(delaySeconds * sampleRate),
        sum([1, filter(noise, 'low', 400)], [0.5, filter(noise, 'band', 2200, 3)]),
      );
    }
  }
  return sum([0.8, rumble], [1, clatter], [0.05, whiteNoise(random, sampleCount)]);
}
