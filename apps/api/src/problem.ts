import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import multer from 'multer';
import type { ProblemDetails } from './schemas.ts';

/** A request that can't be answered, as RFC 9457 tells it: what went wrong, with which value, and what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** One word that programs can rely on; it becomes the `type` of the answer. */
  readonly kind: string;

  constructor(status: number, kind: string, detail: string) {
    super(detail);
    this.status = status;
    this.kind = kind;
  }
}

/** Answers every request that no route took. */
export const notFound: RequestHandler = (request) => {
  throw new Problem(
    404,
    'not-found',
    `There is nothing at ${request.method} ${request.baseUrl}${request.path}; see /api/openapi.json.`,
  );
};

/** Answers every error as `application/problem+json`; what is not the caller's fault is logged and told without details. */
export const problemHandler: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const { status, kind, message } = problemOf(error);
  if (status >= 500) console.error(error);
  const details: ProblemDetails = {
    type: `urn:earmark:problem:${kind}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    instance: request.originalUrl,
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(details));
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof multer.MulterError) return uploadProblem(error);
  const { status, syscall, message } = error as Error & { status?: unknown; syscall?: unknown };
  if (typeof status !== 'number' || status < 400 || status >= 500)
    return new Problem(500, 'internal', 'The server failed to answer; its log says why.');
  // The file system names a file that `sendFile` can't find by its whole path, which is nobody's business.
  if (syscall !== undefined) return new Problem(status, 'missing-file', 'The server lacks this file.');
  return new Problem(status, 'bad-request', message);
}

function uploadProblem({ code, field, message }: multer.MulterError): Problem {
  if (code === 'LIMIT_FILE_SIZE')
    return new Problem(
      413,
      'too-large',
      'The recording is larger than this server accepts (--max-upload-mb).',
    );
  if (code === 'LIMIT_UNEXPECTED_FILE' || code === 'LIMIT_FILE_COUNT')
    return new Problem(
      400,
      'bad-upload',
      `One recording is expected in the field "file", found the field "${field}".`,
    );
  return new Problem(400, 'bad-upload', `The upload can't be read: ${message}.`);
}
