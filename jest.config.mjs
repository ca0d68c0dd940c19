/** One configuration for every project: `jest packages/dsp` runs the tests under that folder. */
export default {
  testMatch: ['<rootDir>/{packages,apps,tools}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/(packages|apps|tools)/([^/]+/)?dist/'],
  extensionsToTreatAsEsm: ['.ts', '.svelte'],
  // Two busy cores make a slow test, not a wrong one.
  testTimeout: 60_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@earmark/source', 'node', 'node-addons'] },
  moduleNameMapper: {
    // Components are compiled for a page, so they run on the half of Svelte that a page gets.
    '^svelte$': '<rootDir>/node_modules/svelte/src/index-client.js',
    '^svelte/(reactivity|store)$': '<rootDir>/node_modules/svelte/src/$1/index-client.js',
  },
  // Testing Library comes as source.
  transformIgnorePatterns: ['/node_modules/(?!.*\\.svelte(\\.js)?$)'],
  transform: {
    '\\.svelte(\\.[jt]s)?$': '<rootDir>/apps/player-web/svelte-transform.mjs',
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
