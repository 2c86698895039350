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
    this.before = { env: { ...process.env }, exit: process.exit, folder: process.cwd() };
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
    process.env = this.before.env;
    process.exit = this.before.exit;
    process.chdir(this.before.folder);
    delete this.global[EVENT_HANDLERS];
  }
};
