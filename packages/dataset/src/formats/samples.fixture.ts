import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeText } from './text-encoding.ts';

/** The text of a sample file, written to the format's specification. */
export function sample(file: string): string {
  return decodeText(readFileSync(join(import.meta.dirname, 'fixtures', file)), file);
}
