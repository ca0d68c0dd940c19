/** One configuration for every project: `jest packages/dsp` runs the tests under that folder. */
export default {
  testMatch: ['<rootDir>/{packages,apps,tools}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/e2e/'],
  modulePathIgnorePatterns: ['<rootDir>/(packages|apps|tools)/([^/]+/)?dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  // Two busy cores make a slow test, not a wrong one.
  testTimeout: 60_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@earmark/source', 'node', 'node-addons'] },
  transform: {
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
