import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'vite';

/** A file that the service worker keeps; `revision` is null where its name changes with its content. */
interface SiteFile {
  readonly url: string;
  readonly revision: string | null;
}

/**
 * Builds the service worker after everything else, with a list of all files of the site, as one script at the site's root: from
 * there it reaches every page.
 *
 * @param entry its source
 */
export function serviceWorker(entry: string): Plugin {
  let folders: { readonly site: string; readonly assets: string; readonly target: string } | undefined;
  return {
    name: 'earmark:service-worker',
    apply: 'build',
    configResolved({ root, build: { outDir, assetsDir, target } }) {
      folders = { site: path.resolve(root, outDir), assets: `${assetsDir}/`, target: String(target) };
    },
    async writeBundle() {
      const { site, assets, target } = folders!;
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { SITE_FILES: JSON.stringify(await listSite(site, assets)) },
        build: {
          target,
          outDir: site,
          emptyOutDir: false,
          rolldownOptions: {
            input: entry,
            output: { format: 'iife', entryFileNames: 'service-worker.js' },
          },
        },
      });
    },
  };
}

async function listSite(site: string, assets: string): Promise<SiteFile[]> {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const urls = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(site, path.join(parentPath, name)))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
  return Promise.all(
    urls.map(async (url) => ({
      url,
      revision: url.startsWith(assets) ? null : await contentHash(path.join(site, url)),
    })),
  );
}

const contentHash = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
    .slice(0, 16);
