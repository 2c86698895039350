import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const own = (name) => join(import.meta.dirname, '.ci', 'jest', name);

/**
 * One configuration for every package: `jest --rootDir .` inside a package runs its own tests, `.ci/test.mjs` those of all.
 * The sources are ES modules; swc hands Jest CommonJS, which is faster and needs no experimental flag.
 */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Both keep what test files have in common from one file to the next.
  testEnvironment: own('environment.cjs'),
  runtime: own('runtime.cjs'),
  testSequencer: own('sequencer.cjs'),
  // More than there are cores: a test that waits for a command or for the server leaves its core to another.
  maxWorkers: availableParallelism() + 1,
  // Guards against hanging and judges nothing: no working machine comes near it.
  testTimeout: 900_000,
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Published as ES modules only, so they pass through swc like our own sources.
  transformIgnorePatterns: [
    '/node_modules/(?!.*(js-tokens|age-encryption|@noble|@scure|@faker-js|fast-check|leven|oxc-parser|pure-rand))',
  ],
};
