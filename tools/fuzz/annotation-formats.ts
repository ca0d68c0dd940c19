/**
 * Feeds damaged label files of every format to its parser, and watches that each gives annotations or an AnnotationError, in time. What
 * was read must be sound, and where the format can write it, must be read again.
 *
 *   npx tsx --conditions=@earmark/source tools/fuzz/annotation-formats.ts [--cases 50000] [--first 0] [--format NAME]
 *
 * The files are text, and in every fifth case bytes, which are decoded first. They come from the samples of the tests. The cases run
 * in a process of their own, which this one watches; a case is known by its number, and `--format NAME --first N --cases 1` repeats it.
 */
import { fork } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Annotation,
  AnnotationError,
  annotationFormats,
  type AnnotationFormatName,
  createAnnotation,
  createRandom,
  decodeText,
  detectFormat,
  encodeText,
  type FormatOptions,
} from '@earmark/dataset';
import { damage } from './damage.ts';
import { damageText } from './damage-text.ts';

const HANG_MILLISECONDS = 20_000;
const SLOW_MILLISECONDS = 2000;
const CASES_A_MESSAGE = 500;
const SAMPLES = new URL('../../packages/dataset/src/formats/fixtures/', import.meta.url);
const OPTIONS: FormatOptions = { stepSeconds: 0.5, durationSeconds: 1e9, background: 'noise' };

interface Progress {
  readonly format: string;
  readonly next: number;
  readonly read: number;
  readonly segments: number;
  readonly rewritten: number;
  readonly refused: number;
  readonly slowestMilliseconds: number;
  readonly problems: readonly string[];
}

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '50000' },
    first: { type: 'string', default: '0' },
    format: { type: 'string' },
    child: { type: 'boolean', default: false },
  },
});
const first = Number(values.first);
const end = first + Number(values.cases);
const names = Object.keys(annotationFormats) as AnnotationFormatName[];
const chosen = names.filter((name) => values.format === undefined || name === values.format);
if (chosen.length === 0)
  throw new RangeError(`--format is ${values.format}; expected one of ${names.join(', ')}`);

if (values.child) await runCases(chosen[0]!);
else for (const name of chosen) await watch(name);

async function watch(name: AnnotationFormatName): Promise<void> {
  const args = ['--child', '--format', name, '--first', `${first}`, '--cases', `${end - first}`];
  const child = fork(process.argv[1]!, args, { execArgv: process.execArgv });
  let last: Progress | undefined;
  const watchdog = setInterval(() => {
    console.error(`${name}: a case from ${last?.next ?? first} on hangs`);
    child.kill('SIGKILL');
  }, HANG_MILLISECONDS);
  child.on('message', (message: Progress) => {
    watchdog.refresh();
    last = message;
  });
  const code = await new Promise((done) => child.once('exit', done));
  clearInterval(watchdog);
  if (last) {
    const { next, read, segments, rewritten, refused, slowestMilliseconds } = last;
    const slowest = `slowest ${slowestMilliseconds.toFixed(0)} ms`;
    console.log(
      `${name}: ${next - first} files, ${read} read (${segments} segments, ${rewritten} written again), ${refused} refused, ${slowest}`,
    );
    for (const problem of last.problems.slice(0, 10)) console.error(problem);
  }
  if (code !== 0 || last?.next !== end || last.problems.length > 0) process.exitCode = 1;
}

async function runCases(name: AnnotationFormatName): Promise<void> {
  const { own, all } = await readSamples(name);
  const problems: string[] = [];
  const counts = { read: 0, segments: 0, rewritten: 0, refused: 0, slowestMilliseconds: 0 };
  for (let number = first; number < end; number += 1) {
    const random = createRandom(number, names.indexOf(name));
    const pick = (from: readonly string[]): string => from[random.integer(from.length)]!;
    const [text, other] = [pick(own), pick(all)];
    const isBytes = random.unit() < 0.2;
    const bytes = (of: string) => encodeText(of, random.unit() < 0.5 ? 'utf-8' : 'utf-16');
    const file = isBytes ? damage(bytes(text), bytes(other), random) : damageText(text, other, random);
    const start = performance.now();
    try {
      const damaged = typeof file === 'string' ? file : decodeText(file, 'file');
      for (const each of names) annotationFormats[each].detect(damaged);
      const annotations = parse(name, damaged);
      counts.read += 1;
      for (const { segments } of annotations) counts.segments += segments.length;
      if (isWrittenAgain(name, annotations)) counts.rewritten += 1;
    } catch (error) {
      if (error instanceof AnnotationError) counts.refused += 1;
      else problems.push(`${name}, case ${number}: ${(error as Error).stack}`);
    }
    const milliseconds = performance.now() - start;
    counts.slowestMilliseconds = Math.max(counts.slowestMilliseconds, milliseconds);
    if (milliseconds > SLOW_MILLISECONDS) problems.push(`${name}, case ${number} took ${milliseconds} ms`);
    if ((number + 1 - first) % CASES_A_MESSAGE === 0 || number + 1 === end)
      process.send!({ format: name, next: number + 1, ...counts, problems } satisfies Progress);
  }
  process.disconnect();
}

/** Parses, and has `createAnnotation` check every segment once more. */
function parse(name: AnnotationFormatName, text: string): Annotation[] {
  const annotations = annotationFormats[name].parse(text, 'file', OPTIONS);
  for (const annotation of annotations) createAnnotation(annotation);
  return annotations;
}

/** Whether the format can write what it read; then it must read it again, with as many segments. */
function isWrittenAgain(name: AnnotationFormatName, annotations: readonly Annotation[]): boolean {
  const { keeps, format } = annotationFormats[name];
  const given = keeps.includes('recordings') ? annotations : annotations.slice(0, 1);
  let text: string;
  try {
    text = format(given, OPTIONS);
  } catch (error) {
    if (error instanceof AnnotationError) return false;
    throw error;
  }
  const count = (of: readonly Annotation[]) => of.reduce((sum, { segments }) => sum + segments.length, 0);
  const again = parse(name, text);
  if (count(again) !== count(given) && name !== 'tags' && name !== 'ten-vad')
    throw new Error(`${count(given)} segments were written, and ${count(again)} read again`);
  return true;
}

async function readSamples(name: AnnotationFormatName): Promise<{ own: string[]; all: string[] }> {
  const own: string[] = [];
  const all: string[] = [];
  for (const file of (await readdir(SAMPLES)).sort()) {
    const text = decodeText(await readFile(new URL(file, SAMPLES)), file);
    all.push(text);
    if (detectFormat(text, file) === name) own.push(text);
  }
  return { own, all };
}
