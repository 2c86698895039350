const { join, sep } = require('node:path');
const { default: Runtime } = require('jest-runtime');

const CHECKOUT = join(__dirname, '..', '..') + sep;

/** What says something to Jest when it is loaded, or was written for the files beside it. */
const PER_FILE = /[\\/](jest-circus|test|faults|load|bench|guides)[\\/]/;

/**
 * What test files import, loaded once in a process instead of once per file: nearly half the time of a test file was reading
 * Knex, the engine and the domains again. It belongs to no test file and is never torn down.
 *
 * @type {Runtime | undefined}
 */
let kept;

/** Of the test file, and of what is kept; the maps fill while modules are loaded. */
class SourceMaps extends Map {
  constructor(own) {
    super();
    this.own = own;
  }

  get(file) {
    return this.own.get(file) ?? kept?.getSourceMaps().get(file);
  }

  [Symbol.iterator]() {
    return [...this.own, ...(kept?.getSourceMaps() ?? [])].values();
  }
}

/**
 * Loads test files, and what lies beside them, as Jest does; everything else of the checkout is loaded once. Tests mock
 * no modules, and what a module remembers has to hold for any test that follows.
 */
module.exports = class extends Runtime {
  constructor(...about) {
    super(...about);
    this.resolver = about[2];
    kept ??= new Runtime(...about);
  }

  requireModule(from, name, options, isRequireActual) {
    if (kept !== undefined && this.isKept(from, name))
      return kept.requireModule(from, name, options, isRequireActual);
    return super.requireModule(from, name, options, isRequireActual);
  }

  requireInternalModule(from, name) {
    if (kept !== undefined && this.isKept(from, name)) return kept.requireInternalModule(from, name);
    return super.requireInternalModule(from, name);
  }

  getSourceMaps() {
    return new SourceMaps(super.getSourceMaps());
  }

  isKept(from, name) {
    if (name === undefined || this.resolver.isCoreModule(name)) return false;
    let file;
    try {
      file = this.resolver.resolveModule(from, name);
    } catch {
      return false;
    }
    return file.startsWith(CHECKOUT) && !PER_FILE.test(file.slice(CHECKOUT.length));
  }
};
