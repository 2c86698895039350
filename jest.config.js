import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import preset from './packages/domain-contract/src/jest-preset.js';

const own = (name) => join(import.meta.dirname, '.ci', 'jest', name);

/** One configuration for every package: `jest --rootDir .` inside a package runs its own tests, `.ci/test.mjs` those of all. */
export default {
  ...preset,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Both keep what test files have in common from one file to the next.
  testEnvironment: own('environment.cjs'),
  runtime: own('runtime.cjs'),
  testSequencer: own('sequencer.cjs'),
  // Two also where there are two cores: a test that waits for a command or for the server leaves its core to another.
  maxWorkers: Math.max(2, availableParallelism() - 1),
};
