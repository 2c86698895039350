import { createRequire } from 'node:module';

/**
 * What Jest needs to run tests in TypeScript that import our packages: sources are ES modules, and swc hands Jest
 * CommonJS, which is faster and needs no experimental flag. Found from here: a project need not have them itself.
 */
export default {
  testEnvironment: 'node',
  // Guards against hanging and judges nothing: no working machine comes near it.
  testTimeout: 900_000,
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      createRequire(import.meta.url).resolve('@swc/jest'),
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Published as ES modules only, so they pass through swc like sources.
  transformIgnorePatterns: [
    '/node_modules/(?!.*(@erp[/+]|js-tokens|age-encryption|@noble|@scure|@faker-js|fast-check|leven|oxc-parser|pure-rand))',
  ],
};
