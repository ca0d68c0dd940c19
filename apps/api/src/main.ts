import { parseArgs } from 'node:util';
import path from 'node:path';
import { createServer } from './server.ts';

const USAGE = `Serves the models that come along and those trained here, the classification of recordings, and the player.

  --port 3333             port to listen on (EARMARK_PORT), 0 for any free one
  --host 127.0.0.1        address to listen on (EARMARK_HOST)
  --runs runs             folder of run folders (EARMARK_RUNS)
  --recordings FILE       manifest whose test split the player offers (EARMARK_RECORDINGS; data/demo/manifest.csv)
  --max-upload-mb 1024    largest recording that is accepted (EARMARK_MAX_UPLOAD_MB)`;

const root = path.resolve(import.meta.dirname, '../../..');
/** The task runner starts this in the workspace's root; npm tells where the person stood. */
const whereTyped = process.env['INIT_CWD'] ?? process.cwd();
const settings = readSettings(process.argv.slice(2));

const server = createServer({
  models: { runsFolder: settings.runs },
  recordingsManifest: settings.recordings,
  playerFolder: path.join(root, 'apps/player-web/dist'),
  maxUploadBytes: settings.maxUploadMegabytes * 1e6,
});
server.on('error', (error: NodeJS.ErrnoException) => {
  const used =
    error.code === 'EADDRINUSE' ? `Port ${settings.port} is in use: choose another one with --port.` : '';
  console.error(used || error.message);
  process.exit(1);
});
server.listen(settings.port, settings.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  console.log(`Earmark listens on http://${settings.host}:${port} (models from ${settings.runs}).`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });

/** Options come before the environment, the environment before the defaults. */
function readSettings(args: string[]) {
  const { EARMARK_PORT, EARMARK_HOST, EARMARK_RUNS, EARMARK_RECORDINGS, EARMARK_MAX_UPLOAD_MB } = process.env;
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: EARMARK_PORT ?? '3333' },
        host: { type: 'string', default: EARMARK_HOST ?? '127.0.0.1' },
        runs: { type: 'string', default: EARMARK_RUNS ?? path.join(root, 'runs') },
        recordings: {
          type: 'string',
          default: EARMARK_RECORDINGS ?? path.join(root, 'data/demo/manifest.csv'),
        },
        'max-upload-mb': { type: 'string', default: EARMARK_MAX_UPLOAD_MB ?? '1024' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return {
      host: values.host,
      runs: path.resolve(whereTyped, values.runs),
      recordings: path.resolve(whereTyped, values.recordings),
      port: wholeNumber('--port', values.port, 65535),
      maxUploadMegabytes: wholeNumber('--max-upload-mb', values['max-upload-mb'], 1e6),
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(option: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > max)
    throw new RangeError(
      `${option} is ${JSON.stringify(text)}; a whole number from 0 to ${max} is expected.`,
    );
  return value;
}
