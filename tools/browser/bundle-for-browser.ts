import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * A package of this workspace, with all it imports, as one ES module for a browser.
 *
 * @param name such as '@earmark/dsp'
 * @returns the module's text
 */
export async function bundleForBrowser(name: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '${name}';`, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['@earmark/source'],
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}
