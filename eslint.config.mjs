import { builtinModules } from 'node:module';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const specs = ['**/*.spec.ts', '**/*.fixture.ts'];

/** Imports run one way: dsp <- dataset <- models <- apps. Nothing imports an app or the tools. */
const boundaries = {
  banTransitiveDependencies: true,
  depConstraints: [
    { sourceTag: 'layer:dsp', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@tensorflow/*'] },
    {
      sourceTag: 'layer:dataset',
      onlyDependOnLibsWithTags: ['layer:dsp'],
      bannedExternalImports: ['@tensorflow/*'],
    },
    { sourceTag: 'layer:models', onlyDependOnLibsWithTags: ['layer:dsp', 'layer:dataset'] },
    { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:dsp', 'layer:dataset', 'layer:models'] },
    { sourceTag: 'layer:tools', onlyDependOnLibsWithTags: ['layer:dsp', 'layer:dataset', 'layer:models'] },
  ],
};

/** `.` of a package and the player run in a browser as well, so they do without what only Node has. */
const browserSafe = {
  'no-restricted-imports': [
    'error',
    {
      paths: builtinModules.map((name) => ({
        name,
        message: 'Only Node has it: move this code under src/node.',
      })),
      patterns: [
        {
          group: ['node:*', '**/node/*', '@earmark/*/node', '@tensorflow/tfjs-node'],
          message: 'Only Node has it: move this code under src/node.',
        },
      ],
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ImportExpression[source.value=/^node:|\\/node(\\/|$)|^@tensorflow\\/tfjs-node$/]',
      message: 'Only Node has it: move this code under src/node.',
    },
  ],
  'no-restricted-globals': [
    'error',
    ...['process', 'Buffer', 'require', '__dirname', '__filename'].map((name) => ({
      name,
      message: 'A browser does not have it, and this code runs there too.',
    })),
  ],
};

export default defineConfig(
  { ignores: ['**/dist/', '**/test-results/', '**/playwright-report/'] },
  // A rule is changed here, for everybody, or the code follows it: comments that switch a rule off do nothing.
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowBoolean: true, allowNumber: true },
      ],
      // A package compiled from its source needs the ambient types that its files name.
      '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }],
      // `return next(error)` leaves a handler in one line.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // A loop over samples or frames knows its bounds, `noUncheckedIndexedAccess` does not.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The types of tfjs promise values that may be missing.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A function may be async because its interface is.
      '@typescript-eslint/require-await': 'off',
      // Most of our objects are closures: their functions have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Signatures of file formats hold such characters.
      'no-control-regex': 'off',
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    // Tests read JSON that their own expectations check; what a component passes on, svelte-check knows.
    files: [...specs, 'apps/*/e2e/**', '**/*.svelte'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    files: ['apps/player-web/**'],
    extends: [svelte.configs.recommended, svelte.configs.prettier],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { extraFileExtensions: ['.svelte'] },
    },
    // It takes every `URL` and `Map` for state; most of ours never change.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  {
    files: ['apps/player-web/*.config.ts', 'apps/player-web/{e2e,vite}/**'],
    languageOptions: {
      parserOptions: { projectService: false, project: 'apps/player-web/tsconfig.node.json' },
    },
  },
  {
    files: ['apps/player-web/src/offline/service-worker.ts'],
    languageOptions: {
      globals: globals.serviceworker,
      parserOptions: { projectService: false, project: 'apps/player-web/tsconfig.service-worker.json' },
    },
  },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    plugins: { '@nx': nx },
    rules: { '@nx/enforce-module-boundaries': ['error', boundaries], 'no-warning-comments': 'error' },
  },
  {
    files: [...specs, 'apps/*/e2e/**', 'apps/*/playwright.config.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { ...boundaries, allow: ['/tools/checks/find-chromium\\.ts$'] },
      ],
    },
  },
  {
    files: ['packages/*/src/**', 'apps/*/src/**', 'tools/**'],
    ignores: specs,
    rules: { 'max-lines': ['error', 300] },
  },
  { files: ['packages/*/src/**'], ignores: specs, rules: { 'no-console': 'error' } },
  {
    files: ['packages/*/src/**', 'apps/player-web/src/**'],
    ignores: [...specs, 'packages/*/src/node/**'],
    rules: browserSafe,
  },
  { files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: globals.node } },
);
