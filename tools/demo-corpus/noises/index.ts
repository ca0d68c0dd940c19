import type { Split } from '@earmark/dataset';
import { bees, birds, crickets, dog, frogs, geese, gulls } from './animals.ts';
import { babble } from './babble.ts';
import { applause, bounce, clock, crackle, dishes, footsteps, hammer, keyboard, knock } from './impacts.ts';
import {
  drill,
  engine,
  fan,
  helicopter,
  hum,
  jet,
  pump,
  railway,
  sawing,
  traffic,
  vacuum,
  washing,
} from './machines.ts';
import {
  bowed,
  chords,
  drums,
  harp,
  marimba,
  musicBox,
  organ,
  piano,
  plucked,
  synth,
  theremin,
  tones,
} from './music.ts';
import type { Noise } from './noise.ts';
import { beeper, bell, horn, modem, siren, sweeps, telephone, whistle } from './signals.ts';
import { brook, drips, rain, thunder, waves, wind } from './weather.ts';

export type { Noise } from './noise.ts';

/**
 * Every kind of noise by its name, by the one split that it may appear in. The kinds of `test` have relatives in `train`
 * (surf and rain, siren and sweeps, hammer and clock), but no kind is in two splits.
 *
 * @param crowd dry speech of training voices, for the babble
 */
export function noiseKinds(crowd: readonly Float32Array[]): Record<Split, Record<string, Noise>> {
  return {
    train: {
      ...{ rain, wind, brook, thunder },
      ...{ hum, fan, engine, drill, helicopter, traffic, jet, sawing, pump },
      ...{ keyboard, footsteps, bounce, crackle, applause, clock, dishes },
      ...{ bell, beeper, horn, sweeps, modem, whistle },
      ...{ tones, chords, plucked, piano, synth, drums, bowed, harp, theremin, musicbox: musicBox },
      ...{ birds, crickets, dog, geese, bees },
      babble: babble(crowd),
    },
    valid: { washing, knock, telephone, organ, frogs },
    test: { waves, drips, vacuum, railway, hammer, siren, marimba, gulls },
  };
}
