/** The part of a Worker that is used here. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** A request, or an answer to the one of the same id. */
interface Message {
  readonly type: string;
  readonly id: number;
}

/** How a worker says that a request came to nothing. */
interface Failure extends Message {
  readonly type: 'failed';
  readonly message: string;
}

type Failed<Answer> = Extract<Answer, { readonly type: 'failed' }>;

/** What a worker is for, and how it answers. */
export interface WorkerKind<Answer extends Message> {
  /** Begins sentences for people, such as "The decoder". */
  readonly name: string;
  /** Called at the first request, and at the first one after a crash. */
  readonly startWorker: () => WorkerPort;
  /** Answers that more answers follow. */
  readonly interim: readonly Answer['type'][];
  /** Hears answers to what nobody waits for any more. */
  readonly onUnasked?: (answer: Answer) => void;
  /** Hears, before those who wait, why a worker ended. */
  readonly onCrash?: (message: string) => void;
  /** Tells a worker that has just started what it has to know. */
  readonly onStart?: (worker: WorkerPort) => void;
  readonly errorOf?: (failure: Failed<Answer>) => Error;
}

export interface AskOptions<Answer> {
  /** Ends the wait, and tells the worker. */
  readonly signal?: AbortSignal | undefined;
  readonly onInterim?: ((answer: Answer) => void) | undefined;
  readonly handOver?: Transferable[];
}

/** The requests to one worker. */
export interface WorkerRequests<Request extends Message, Answer extends Message> {
  nextId(): number;
  /** The worker, which is started if there is none. */
  running(): WorkerPort;
  isWaiting(id: number): boolean;
  /** @throws what the worker says, in plain words; the signal's reason */
  ask<Type extends Answer['type']>(
    expected: Type,
    request: Request,
    options?: AskOptions<Answer>,
  ): Promise<Extract<Answer, { readonly type: Type }>>;
  /** Says something that needs no answer; where no worker runs, there is nothing to say. */
  tell(request: Request): void;
}

interface Waiting<Answer> {
  readonly onInterim: ((answer: Answer) => void) | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Turns a worker's messages into promises. A worker that crashed fails what was asked of it, and the next request starts another one.
 *
 * @example const requests = createWorkerRequests<Question, Reply>({ name: 'The decoder', startWorker, interim: ['progress'] });
 * const { info } = await requests.ask('info', { type: 'info', id: requests.nextId(), file });
 */
export function createWorkerRequests<Request extends Message, Answer extends Message>({
  name,
  startWorker,
  interim,
  onUnasked = () => {},
  onCrash = () => {},
  onStart = () => {},
  errorOf = (failure) => new Error((failure as unknown as Failure).message),
}: WorkerKind<Answer>): WorkerRequests<Request | { readonly type: 'cancel'; readonly id: number }, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let worker: WorkerPort | undefined;
  let lastId = 0;

  function start(): WorkerPort {
    const started = startWorker();
    started.onmessage = ({ data }: MessageEvent<Answer>) => receive(data);
    started.onerror = (event) => {
      started.terminate();
      worker = undefined;
      const reason = event.message || 'it could not be loaded';
      const message = `${name} stopped working: ${reason}. Your labels are kept; try again, and it starts anew.`;
      onCrash(message);
      for (const { reject } of waiting.values()) reject(new Error(message));
      waiting.clear();
    };
    onStart(started);
    return started;
  }

  function receive(answer: Answer): void {
    const request = waiting.get(answer.id);
    if (!request) return onUnasked(answer);
    if (interim.includes(answer.type)) return request.onInterim?.(answer);
    waiting.delete(answer.id);
    if (answer.type === 'failed') request.reject(errorOf(answer as Failed<Answer>));
    else request.resolve(answer);
  }

  const running = (): WorkerPort => (worker ??= start());

  return {
    nextId: () => ++lastId,
    running,
    isWaiting: (id) => waiting.has(id),
    tell: (request) => worker?.postMessage(request),
    async ask(expected, request, { signal, onInterim, handOver = [] } = {}) {
      signal?.throwIfAborted();
      const { id } = request;
      let cancel: (() => void) | undefined;
      try {
        const answer = await new Promise<Answer>((resolve, reject) => {
          cancel = () => {
            if (!waiting.delete(id)) return;
            worker?.postMessage({ type: 'cancel', id });
            reject(signal?.reason as Error);
          };
          signal?.addEventListener('abort', cancel);
          const port = running();
          waiting.set(id, { onInterim, resolve, reject });
          port.postMessage(request, handOver);
        });
        if (answer.type !== expected)
          throw new Error(`${name} answered ${answer.type} to ${request.type}. Reload the page.`);
        return answer as Extract<Answer, { readonly type: typeof expected }>;
      } finally {
        if (cancel) signal?.removeEventListener('abort', cancel);
      }
    },
  };
}
