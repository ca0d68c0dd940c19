import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, execSync } from 'node:child_process';
import { resolve } from 'node:path';

const workspaceRoot = resolve(import.meta.dirname, '../..');

/** Code as if it stood in a file: nothing is written, so a lint run beside this test sees no trace of it. */
interface Snippet {
  readonly file: string;
  readonly code: string;
}

const relative = /cannot be imported by a relative or absolute path/;
const against = /Circular dependency|can only depend on libs tagged|cannot depend on any libs/;
const undeclared = /Only packages defined in the "package.json" can be imported/;
const banned = /is not allowed to import "@tensorflow\/tfjs"/;
const node = /Only Node has it/;

const forbidden: readonly (Snippet & { why: RegExp })[] = [
  { file: 'apps/api/src/main.ts', code: `import '../../trainer/src/main.ts';`, why: relative },
  { file: 'apps/api/src/main.ts', code: `import '@earmark/trainer';`, why: undeclared },
  { file: 'apps/trainer/src/main.ts', code: `import '@earmark/player-web';`, why: undeclared },
  {
    file: 'apps/trainer/src/main.ts',
    code: `import '../../../tools/checks/find-chromium.ts';`,
    why: relative,
  },
  {
    file: 'apps/player-web/src/App.svelte',
    code: `<script lang="ts">import '../../api/src/main.ts';</script>`,
    why: relative,
  },
  { file: 'apps/player-web/src/main.ts', code: `import 'node:fs';`, why: node },
  { file: 'packages/dsp/src/index.ts', code: `import '@earmark/dataset';`, why: against },
  {
    file: 'packages/dsp/src/index.ts',
    code: `export { type Segment } from '@earmark/dataset';`,
    why: against,
  },
  { file: 'packages/dsp/src/index.ts', code: `await import('@earmark/dataset');`, why: against },
  { file: 'packages/dsp/src/index.ts', code: `import '@tensorflow/tfjs';`, why: banned },
  { file: 'packages/dsp/src/index.ts', code: `import 'node:fs';`, why: node },
  { file: 'packages/dsp/src/index.ts', code: `import 'fs/promises';`, why: node },
  { file: 'packages/dsp/src/index.ts', code: `await import('node:fs');`, why: node },
  { file: 'packages/dataset/src/index.ts', code: `import '@earmark/models';`, why: against },
  { file: 'packages/dataset/src/index.ts', code: `import '@tensorflow/tfjs';`, why: banned },
  { file: 'packages/dataset/src/index.ts', code: `import '../../dsp/src/index.ts';`, why: relative },
  { file: 'packages/dataset/src/index.ts', code: `import './node/index.ts';`, why: node },
  { file: 'packages/dataset/src/node/index.ts', code: `import '@earmark/models/node';`, why: against },
  { file: 'packages/models/src/index.ts', code: `import '@earmark/dataset/node';`, why: node },
  { file: 'packages/models/src/index.ts', code: `import 'express';`, why: undeclared },
];

const allowed: readonly Snippet[] = [
  {
    file: 'apps/api/src/main.ts',
    code: `import '@earmark/dsp'; import '@earmark/models/node'; import 'node:fs';`,
  },
  {
    file: 'packages/models/src/index.ts',
    code: `import '@earmark/dsp'; import '@earmark/dataset'; import '@tensorflow/tfjs';`,
  },
  { file: 'packages/models/src/index.ts', code: `import './contract.ts';` },
  {
    file: 'apps/player-web/e2e/player.spec.ts',
    code: `import '../../../tools/checks/find-chromium.ts'; import 'node:fs';`,
  },
  { file: 'packages/dsp/src/fft.spec.ts', code: `import 'node:fs';` },
  {
    file: 'packages/dataset/src/node/index.ts',
    code: `import 'node:fs'; import '../index.ts'; import '@earmark/dsp';`,
  },
  { file: 'tools/checks/run-all.ts', code: `import '@earmark/dsp'; import '@earmark/models/node';` },
];

/**
 * Each snippet's messages of the workspace's own ESLint configuration, less the rules that ask for types: these are slow and
 * know nothing of imports. It runs in a process of its own, since Jest's modules are not Node's.
 */
function lint(snippets: readonly Snippet[]): string[][] {
  const program = `
    import { ESLint } from 'eslint';
    import { text } from 'node:stream/consumers';
    import ts from 'typescript-eslint';
    const eslint = new ESLint({ overrideConfig: ts.configs.disableTypeChecked });
    const answers = [];
    for (const { file, code } of JSON.parse(await text(process.stdin))) {
      const [{ messages }] = await eslint.lintText(code, { filePath: file });
      answers.push(messages.map(({ message }) => message));
    }
    console.log(JSON.stringify(answers));`;
  execSync('npx --no nx show projects', { cwd: workspaceRoot, stdio: 'pipe' }); // the rule reads the graph that Nx wrote last
  const answers = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: workspaceRoot,
    input: JSON.stringify(snippets),
    encoding: 'utf8',
  });
  return JSON.parse(answers) as string[][];
}

describe('module boundaries', () => {
  let answers: string[][];
  beforeAll(() => {
    answers = lint([...forbidden, ...allowed]);
  });

  it.each(forbidden.map((snippet, i) => ({ ...snippet, i })))('$file may not: $code', ({ why, i }) => {
    expect(answers[i]).toContainEqual(expect.stringMatching(why));
  });

  it.each(allowed.map((snippet, i) => ({ ...snippet, i })))('$file may: $code', ({ i }) => {
    expect(answers[forbidden.length + i]).toEqual([]);
  });
});
