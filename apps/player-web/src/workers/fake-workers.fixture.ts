import type { WorkerPort } from './worker-requests.ts';

interface FakeWorkers<Request, Answer> {
  /** All that was asked, of all of them. */
  readonly requests: Request[];
  readonly ports: readonly (WorkerPort & { readonly ended: boolean })[];
  readonly start: () => WorkerPort;
  /** Lets the newest one answer. */
  readonly answer: (data: Answer) => void;
  readonly crash: (message: string) => void;
}

/** Workers that answer what a test tells them to, one after the other: a new one is started after each crash. */
export function fakeWorkers<Request, Answer>(): FakeWorkers<Request, Answer> {
  const requests: Request[] = [];
  const ports: (WorkerPort & { ended: boolean })[] = [];
  const start = (): WorkerPort => {
    const port = {
      onmessage: null,
      onerror: null,
      ended: false,
      terminate: () => void (port.ended = true),
      postMessage: (request: Request) => void requests.push(request),
    };
    ports.push(port);
    return port;
  };
  const newest = () => ports.at(-1) as unknown as Worker;
  const answer = (data: Answer) => newest().onmessage?.({ data } as MessageEvent);
  const crash = (message: string) => newest().onerror?.({ message } as ErrorEvent);
  return { requests, ports, start, answer, crash };
}
