const { TestEnvironment } = require('jest-environment-node');

/** Where Jest's framework keeps what it calls while a file runs. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/** @type {TestEnvironment | undefined} */
let kept;

/**
 * One world of globals per process instead of one per test file, so that modules can stay, see runtime.cjs: an `Error` of
 * one file is an `Error` in the next. What a file changes of the process is put back when it has ended.
 */
module.exports = class {
  constructor(...about) {
    kept ??= new TestEnvironment(...about);
    this.global = kept.global;
    this.moduleMocker = kept.moduleMocker;
    this.fakeTimers = kept.fakeTimers;
    this.fakeTimersModern = kept.fakeTimersModern;
    const { process } = kept.global;
    const { env, exit } = process;
    this.before = { env, variables: { ...env }, exit, folder: process.cwd() };
  }

  getVmContext() {
    return kept.getVmContext();
  }

  exportConditions() {
    return kept.exportConditions();
  }

  async setup() {}

  async teardown() {
    const { process } = this.global;
    const { env, variables, exit, folder } = this.before;
    for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
    process.env = Object.assign(env, variables);
    process.exit = exit;
    process.chdir(folder);
    delete this.global[EVENT_HANDLERS];
  }
};
