import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { type Counts, closingLine, countJest, countPlaywright, sumCounts } from './test-counts.ts';

// `npm test`: every check of the workspace, one after the other, then a table of them, and the sum on the last line.
// `npm test -- unit browser` runs the suites of these names. A failing suite does not stop the others; the status tells.

/** A command line, and for a test runner the counts of its report; `{report}` stands for the file it writes. */
interface Check {
  readonly command: string;
  readonly count?: (report: unknown) => Counts;
}

const packages = ['dsp', 'dataset', 'models'];
const suites: Readonly<Record<string, readonly Check[]>> = {
  format: [{ command: 'prettier --check .' }],
  lint: [{ command: 'nx run-many -t lint' }],
  types: [{ command: 'tsc -b' }, { command: 'nx run player-web:check' }],
  unused: [{ command: 'knip' }],
  unit: [
    {
      command:
        'node --experimental-vm-modules --no-warnings node_modules/jest/bin/jest.js -w 2 --json --outputFile="{report}"',
      count: countJest,
    },
  ],
  packages: [
    { command: `nx run-many -t build -p ${packages.join(',')}` },
    ...packages.map((name) => ({ command: `publint run packages/${name} --strict --pack npm` })),
    ...packages.map((name) => ({
      command: `attw --pack packages/${name} --profile esm-only --format ascii`,
    })),
    { command: 'node tools/checks/import-built-packages.mjs' },
  ],
  player: [{ command: 'nx run player-web:build' }],
  browser: [
    {
      command:
        'nx run player-web:build && tsx tools/checks/ensure-chromium.ts && playwright test -c apps/player-web --reporter=list,json',
      count: countPlaywright,
    },
  ],
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`There is no suite "${unknown.join('", "')}": expected ${Object.keys(suites).join(', ')}.`);
  process.exit(2);
}

async function run({ command, count }: Check, report: string): Promise<Counts> {
  const succeeded = await runCommand(command.replace('{report}', report), {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const text = count && (await readFile(report, 'utf8').catch(() => undefined));
  const counts = text
    ? count(JSON.parse(text))
    : { passed: succeeded && !count ? 1 : 0, failed: 0, skipped: 0 };
  // What fails without naming a test, or runs none, has failed all the same.
  return counts.failed === 0 && (!succeeded || counts.passed === 0) ? { ...counts, failed: 1 } : counts;
}

const reports = await mkdtemp(join(tmpdir(), 'earmark-reports-'));
const rows: (Counts & { name: string; seconds: number })[] = [];
for (const [name, checks] of Object.entries(suites)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const start = performance.now();
  const counts: Counts[] = [];
  for (const check of checks) counts.push(await run(check, join(reports, `${name}.json`)));
  rows.push({ name, ...sumCounts(counts), seconds: (performance.now() - start) / 1000 });
}
await rm(reports, { recursive: true });

console.log('\nsuite      passed  failed  skipped  seconds');
for (const { name, passed, failed, skipped, seconds } of rows) {
  const columns = [name.padEnd(9), String(passed).padStart(7), String(failed).padStart(7)];
  console.log([...columns, String(skipped).padStart(8), seconds.toFixed(1).padStart(8)].join(' '));
}
const total = sumCounts(rows);
console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
