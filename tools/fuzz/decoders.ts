/**
 * Feeds damaged recordings of every format that is decoded without ffmpeg to `openRecording`, and watches that each gives samples or
 * a DecodeError, in time and in bounded memory. A file is damaged by flipped bits, bytes of its own choice, lying sizes, cuts,
 * repeated and inserted parts, and in one of a hundred by megabytes of the same few bytes; the checksums of Ogg pages are mostly put right again, so that the damage gets through to the decoder.
 *
 *   npx tsx --conditions=@earmark/source tools/fuzz/decoders.ts [--cases 100000] [--first 0]
 *
 * The cases run in a process of their own, which this one watches; a case is known by its number, and `--first N --cases 1` repeats it.
 */
import { fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '@earmark/dataset';
import { DecodeError, openRecording } from '@earmark/dataset/node';
import { damage } from './damage.ts';
import { repeatedSeed } from './repeated-seed.ts';
import { wavSeeds } from './wav-seeds.ts';

const HANG_MILLISECONDS = 20_000;
const SLOW_MILLISECONDS = 2000;
const MAX_RSS_MB = 1024;
/** No seed lasts longer than 5 s; damage may add silence, but not without end. */
const MAX_SECONDS = 600;
const REPEATED_SHARE = 0.01;
const CASES_A_MESSAGE = 1000;

interface Progress {
  readonly next: number;
  readonly read: number;
  readonly refused: number;
  readonly rssMb: number;
  readonly slowest: { readonly number: number; readonly milliseconds: number };
  readonly problems: readonly string[];
  readonly perFormat: Readonly<Record<string, number>>;
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    first: { type: 'string', default: '0' },
    child: { type: 'boolean', default: false },
  },
});
const first = Number(values.first);
const end = first + Number(values.cases);
// Nothing may leave for ffmpeg: it isn't what is tested, and a process a case would take hours.
process.env['EARMARK_FFMPEG'] = 'no-ffmpeg-while-fuzzing';
await (values.child ? runCases() : watch());

async function watch(): Promise<void> {
  const child = fork(process.argv[1]!, ['--child', '--first', `${first}`, '--cases', `${end - first}`], {
    execArgv: process.execArgv,
    // The Opus decoder writes of damage to packets of several streams on its own.
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });
  let last: Progress | undefined;
  let running = first;
  const watchdog = setInterval(() => {
    console.error(`case ${running} hangs`);
    child.kill('SIGKILL');
  }, HANG_MILLISECONDS);
  child.on('message', (message: number | Progress) => {
    watchdog.refresh();
    if (typeof message === 'number') {
      running = message;
      return;
    }
    last = message;
    const { next, read, refused, rssMb } = message;
    if ((next - first) % (10 * CASES_A_MESSAGE) === 0 || next === end) {
      console.log(`${next - first} files: ${read} read, ${refused} refused, ${rssMb.toFixed(0)} MB at most`);
    }
  });
  const code = await new Promise((done) => child.once('exit', done));
  clearInterval(watchdog);
  if (last) {
    console.log(`by format: ${JSON.stringify(last.perFormat)}`);
    console.log(`slowest: case ${last.slowest.number}, ${last.slowest.milliseconds.toFixed(0)} ms`);
    for (const problem of last.problems) console.log(problem);
  }
  const isSound = code === 0 && last?.next === end && last.problems.length === 0 && last.rssMb < MAX_RSS_MB;
  if (!isSound) console.error(`failed (exit ${String(code)}), the last case begun was ${running}`);
  process.exitCode = isSound ? 0 : 1;
}

async function runCases(): Promise<void> {
  const seeds = await readSeeds();
  const folder = await mkdtemp(join(tmpdir(), 'earmark-fuzz-'));
  const path = join(folder, 'damaged');
  const problems: string[] = [];
  const perFormat: Record<string, number> = {};
  let slowest = { number: first, milliseconds: 0 };
  let read = 0;
  try {
    for (let number = first; number < end; number += 1) {
      if (number % 20 === 0) process.send!(number);
      const random = createRandom(number);
      const seed = seeds[random.integer(seeds.length)]!;
      const other = seeds[random.integer(seeds.length)]!;
      const isRepeated = random.unit() < REPEATED_SHARE;
      await writeFile(
        path,
        isRepeated ? repeatedSeed(seed.bytes, random) : damage(seed.bytes, other.bytes, random),
      );
      const start = performance.now();
      try {
        read += (await readAll(path, random.unit() < 0.2 ? 0 : undefined)) ? 1 : 0;
        perFormat[seed.name] = (perFormat[seed.name] ?? 0) + 1;
      } catch (error) {
        if (!(error instanceof DecodeError))
          problems.push(`case ${number} (${seed.name}): ${(error as Error).stack}`);
      }
      const milliseconds = performance.now() - start;
      if (milliseconds > slowest.milliseconds) slowest = { number, milliseconds };
      if (milliseconds > SLOW_MILLISECONDS)
        problems.push(`case ${number} (${seed.name}) took ${milliseconds} ms`);
      if ((number + 1 - first) % CASES_A_MESSAGE === 0 || number + 1 === end) {
        const rssMb = process.resourceUsage().maxRSS / 1024;
        const refused = number + 1 - first - read;
        const progress: Progress = { next: number + 1, read, refused, rssMb, slowest, problems, perFormat };
        process.send!(progress);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  process.disconnect();
}

async function readSeeds(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const folder = new URL('../fixtures/recordings/', import.meta.url);
  const names = (await readdir(folder)).sort();
  const files = names.map(async (name) => ({ name, bytes: await readFile(new URL(name, folder)) }));
  return [...(await Promise.all(files)), ...wavSeeds()];
}

async function readAll(path: string, channel: number | undefined): Promise<boolean> {
  const recording = await openRecording(path, { channel });
  let count = 0;
  for await (const samples of recording.chunks()) {
    if (!samples.every(Number.isFinite)) throw new Error('a sample is not finite');
    count += samples.length;
    if (count > MAX_SECONDS * 48_000) throw new Error('more samples than the file can hold');
  }
  return count > 0;
}
