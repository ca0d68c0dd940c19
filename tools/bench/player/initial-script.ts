import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * The bytes, compressed with gzip, of the scripts that a page asks for by itself before anything is clicked: its entry and what Vite
 * preloads for it. Workers and what is imported on demand do not count.
 *
 * @param site folder of the built page
 */
export async function initialScriptBytes(site: string): Promise<number> {
  const page = await readFile(path.join(site, 'index.html'), 'utf8');
  const tags = page.match(/<script[^>]+type="module"[^>]*>|<link[^>]+rel="modulepreload"[^>]*>/g) ?? [];
  let bytes = 0;
  for (const tag of tags) {
    const url = /(?:src|href)="\/?([^"]+)"/.exec(tag)?.[1];
    if (url) bytes += gzipSync(await readFile(path.join(site, url))).byteLength;
  }
  if (bytes === 0) throw new Error(`${site}/index.html asks for no script: is the player built?`);
  return bytes;
}
