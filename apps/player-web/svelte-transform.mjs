import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import remapping from '@jridgewell/remapping';
import { transformSync } from '@swc/core';
import { compile, compileModule, VERSION } from 'svelte/compiler';

// Jest's transform of components (`.svelte`) and of modules with runes (`.svelte.ts`, `.svelte.js`), as a browser runs them.

const client = { generate: 'client', dev: true, warningFilter: () => false };

function transform(source, filename) {
  // Styles are left out: jsdom draws nothing. Warnings are the business of svelte-check.
  if (filename.endsWith('.svelte')) return compile(source, { ...client, css: 'external', filename }).js;
  if (filename.endsWith('.js')) return compileModule(source, { ...client, filename }).js;
  // Of a module Svelte takes plain JavaScript only: types go first, runes stay.
  const plain = transformSync(source, {
    filename,
    swcrc: false,
    jsc: { target: 'es2023', parser: { syntax: 'typescript' }, transform: { verbatimModuleSyntax: true } },
    module: { type: 'es6' },
    sourceMaps: true,
  });
  const compiled = compileModule(plain.code, { ...client, filename }).js;
  const map = remapping(
    [compiled.map, { ...JSON.parse(plain.map), sources: [basename(filename)] }],
    () => null,
  );
  return { code: compiled.code, map };
}

export default {
  process(source, filename) {
    const { code, map } = transform(source, filename);
    const encoded = Buffer.from(JSON.stringify(map)).toString('base64');
    return { code: `${code}\n//# sourceMappingURL=data:application/json;base64,${encoded}` };
  },
  /** A new Svelte compiles everything anew. */
  getCacheKey(source, filename, { configString }) {
    return createHash('sha256').update([VERSION, configString, filename, source].join('\0')).digest('hex');
  },
};
