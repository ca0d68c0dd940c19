import { readFile } from 'node:fs/promises';
import type { Segment } from '@earmark/dataset';
import type { Page } from '@playwright/test';

/** How long the square takes, in milliseconds. */
export interface LiveLatency {
  /** As the page itself tells it: from the arrival of a sound in the browser to the frame that has its answer. */
  readonly told: number;
  /** From each change of label in the sound to the frame in which the square says so: the network's own hesitation is part of it. */
  readonly turns: readonly number[];
}

/** What the page noted, in milliseconds of its clock. */
interface Notes {
  /** How many samples had come when. */
  readonly blocks: { readonly end: number; readonly stamp: number }[];
  readonly turns: { readonly label: string; readonly at: number }[];
}

/** Samples of 16 bits, and their rate in Hz. */
interface Wave {
  readonly samples: Int16Array;
  readonly sampleRate: number;
}

/** Notes when samples come from the microphone and when a square turns; to be called before the page is opened. */
export async function noteTurns(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { blocks: [], turns: [] };
    let end = 0;
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, to: AudioWorkletNode) {
        to.port.addEventListener(
          'message',
          ({ data }: MessageEvent<{ samples: Float32Array; stamp: number }>) => {
            end += data.samples.length;
            notes.blocks.push({ end, stamp: data.stamp });
          },
        );
        return connect.call(this, to);
      },
    });
    new MutationObserver((changes) => {
      for (const { target } of changes)
        notes.turns.push({ label: (target as HTMLElement).dataset['label'] ?? '', at: Date.now() });
    }).observe(document, { subtree: true, attributeFilter: ['data-label'] });
    Object.assign(globalThis, { notes });
  });
}

/**
 * Lets the page listen to a microphone that plays a recording over and over.
 *
 * @param microphone the WAV file that it plays
 * @param reference what is said and heard in it
 * @param rounds how often it is heard
 */
export async function liveLatency(
  page: Page,
  microphone: string,
  reference: readonly Segment[],
  rounds: number,
): Promise<LiveLatency> {
  const played = await readWave(microphone);
  const roundSeconds = played.samples.length / played.sampleRate;
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await page.getByRole('button', { name: 'Listen' }).click();
  await page.waitForTimeout(1000 * roundSeconds * rounds);
  const told = await page.locator('dt:has-text("Sound to square") + dd').innerText();
  await page.getByRole('button', { name: 'Stop' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Download live/ }).click(),
  ]);
  const heard = await readWave(await download.path());
  const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
  const began = beginning(played, heard);
  const turns: number[] = [];
  for (let round = 0; round <= rounds; round++)
    // The recording ends as it begins: its first segment is no turn.
    for (const { start, label } of reference.slice(1)) {
      const delay = delayAt(notes, (start + round * roundSeconds - began) * heard.sampleRate, label, heard);
      if (delay !== undefined) turns.push(delay);
    }
  return { told: Number(/^\d+/.exec(told)?.[0] ?? NaN), turns };
}

/** From a sample's arrival until the square says its label; nothing where it said so before, by mistake. */
function delayAt(
  { blocks, turns }: Notes,
  sample: number,
  label: string,
  { sampleRate }: Wave,
): number | undefined {
  const block = blocks.find(({ end }) => end > sample);
  if (sample < 0 || !block) return undefined;
  const came = block.stamp - (1000 * (block.end - sample)) / sampleRate;
  const before = turns.findLast(({ at }) => at < came);
  const turn = turns.find((each) => each.label === label && each.at >= came);
  return turn && before?.label !== label ? turn.at - came : undefined;
}

const HEADER_BYTES = 44;

async function readWave(file: string): Promise<Wave> {
  const bytes = await readFile(file);
  const { buffer, byteOffset, length } = bytes;
  const samples = new Int16Array(buffer.slice(byteOffset + HEADER_BYTES, byteOffset + length));
  return { samples, sampleRate: bytes.readUInt32LE(24) };
}

/** What comes first may hold the microphone's own beginning. */
const SKIPPED_MILLISECONDS = 2000;

/** Where in the recording, played over and over, what was heard began: seconds, to a millisecond. */
function beginning(played: Wave, heard: Wave): number {
  const [source, came] = [loudness(played), loudness(heard)];
  const count = source.length;
  let [best, least] = [0, Infinity];
  for (let lag = 0; lag < count; lag++) {
    let difference = 0;
    for (let i = SKIPPED_MILLISECONDS; i < SKIPPED_MILLISECONDS + count && difference < least; i++)
      difference += Math.abs(came[i]! - source[(i + lag) % count]!);
    if (difference < least) [best, least] = [lag, difference];
  }
  return best / 1000;
}

/** Loudness of every millisecond, in dB. */
function loudness({ samples, sampleRate }: Wave): Float64Array {
  const length = sampleRate / 1000;
  return Float64Array.from({ length: Math.floor(samples.length / length) }, (_, millisecond) => {
    const part = samples.subarray(Math.round(millisecond * length), Math.round((millisecond + 1) * length));
    return 10 * Math.log10(1 + part.reduce((sum, sample) => sum + sample ** 2, 0) / part.length);
  });
}
