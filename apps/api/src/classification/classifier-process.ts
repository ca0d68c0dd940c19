import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ClassificationJson } from '@earmark/dataset';
import { Problem } from '../problem.ts';
import type { ClassificationAnswer, ClassificationJob } from './messages.ts';

/** Classifies recordings outside the listening process, one after the other. */
export interface ClassifierProcess {
  /**
   * @throws Problem 422 where the recording can't be read, 409 where the model's contract does not fit, 500 otherwise
   */
  classify(job: Omit<ClassificationJob, 'id'>): Promise<ClassificationJson>;
  /** Ends the process; what is still waiting fails. */
  close(): void;
}

/** The part of a child process that is used here. */
export type Child = Pick<ChildProcess, 'on' | 'send' | 'kill'>;

interface Waiting {
  readonly resolve: (classification: ClassificationJson) => void;
  readonly reject: (problem: Problem) => void;
}

/**
 * A child process that starts with the first job and keeps its network between jobs. It is a process, no thread, so that neither
 * a long recording nor a crash of WASM code can stop the server; after a crash the next job starts a new one.
 *
 * @param startChild starts the process
 */
export function createClassifierProcess(startChild: () => Child = forkChild): ClassifierProcess {
  const waiting = new Map<number, Waiting>();
  let child: Child | undefined;
  let lastId = 0;

  function start(): Child {
    const started = startChild();
    started.on('message', (answer: ClassificationAnswer) => settle(answer));
    started.on('error', ({ message }) => end(started, message));
    started.on('exit', (code, signal) => end(started, signal ?? `code ${code}`));
    return started;
  }

  function end(ended: Child, reason: string): void {
    // A process may tell its end twice, and by then the next one may be at work.
    if (child !== ended) return;
    console.error(`The classifier process ended (${reason}); the next recording starts a new one.`);
    giveUp();
    // After an error it may be alive, but out of reach.
    ended.kill();
  }

  function giveUp(): void {
    child = undefined;
    for (const id of waiting.keys())
      settle({ id, type: 'failed', fault: 'program', message: 'the classifier process ended' });
  }

  function settle(answer: ClassificationAnswer): void {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if (answer.type === 'classified') resolve?.(answer.classification);
    else reject?.(problemOf(answer.fault, answer.message));
  }

  return {
    classify(job) {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child ??= start();
        child.send({ ...job, id } satisfies ClassificationJob);
      });
    },
    close() {
      const ending = child;
      giveUp();
      ending?.kill();
    },
  };
}

function problemOf(fault: 'recording' | 'model' | 'program', message: string): Problem {
  if (fault === 'recording') return new Problem(422, 'unreadable-recording', message);
  if (fault === 'model') return new Problem(409, 'unfit-model', message);
  return new Problem(500, 'internal', `The recording could not be classified: ${message}.`);
}

/** From source the child needs the TypeScript loader, whatever runs this file; from the build it needs nothing. */
function forkChild(): ChildProcess {
  const fromSource = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(fromSource ? 'child.ts' : 'child.js', import.meta.url));
  const execArgv = fromSource
    ? [
        '--conditions=@earmark/source',
        '--import',
        pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
      ]
    : [];
  return fork(entry, { execArgv, serialization: 'advanced' });
}
