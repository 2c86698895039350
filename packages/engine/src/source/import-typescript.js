import { readFileSync } from 'node:fs';
import { createRequire, SourceMap } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { builtFile } from './built-file.js';
import { keepCode, keptCode } from './kept-code.js';

const require = createRequire(import.meta.url);

/**
 * Imports one of our TypeScript modules, and whatever it imports later on.
 *
 * A package from a registry brings them built. Of a checkout Node reads them by itself from 22.18 on. Before, its loader of
 * CommonJS is told what to do with TypeScript: behind hooks of its other loader each module would be a message to another
 * thread and back, half of what a command costs. What was made of a module is kept, see kept-code.js.
 *
 * @param {string} file its absolute path.
 * @returns {Promise<any>} the module's exports.
 */
export async function importTypeScript(file) {
  const built = builtFile(file);
  if (built !== file) return import(pathToFileURL(built).href);
  if (process.features.typescript) return import(file);
  Error.prepareStackTrace = stackOfSources;
  const ofNode = require.extensions['.js'];
  require.extensions['.ts'] = loadOwn;
  // A migration may be JavaScript, and import TypeScript.
  require.extensions['.js'] = (module, path) =>
    (path.includes(`${sep}node_modules${sep}`) ? ofNode : loadOwn)(module, path);
  return require(file);
}

/**
 * Loads a module of ours.
 *
 * @param {NodeModule} module
 * @param {string} file
 */
function loadOwn(module, file) {
  const source = readFileSync(file, 'utf8');
  const kept = keptCode(file, source) ?? {
    code: translate(source, file).code,
    compiled: undefined,
    whole: false,
  };
  const script = new Script(`${OPENING}${kept.code}\n})`, {
    filename: file,
    columnOffset: -OPENING.length,
    ...(kept.compiled === undefined ? {} : { cachedData: kept.compiled }),
  });
  if (!kept.whole || script.cachedDataRejected) keepCode(file, source, kept.code, script);
  /** @param {string} specifier */
  const requireHere = (specifier) =>
    module.require(specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier);
  script.runInThisContext()(module.exports, requireHere, module, file, module.path);
}

/** The parameters by which Node gives a CommonJS module what it knows. */
const OPENING = '(function (exports, require, module, __filename, __dirname) {';

/**
 * Into CommonJS, `import()` included: a module is evaluated at once or not at all.
 *
 * @param {string} source
 * @param {string} filename
 */
function translate(source, filename) {
  esbuild ??= require('esbuild');
  return esbuild.transformSync(source, {
    loader: /\.[cm]?tsx?$/.test(filename) ? 'ts' : 'js',
    sourcefile: filename,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    define: {
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      'import.meta.url': '__fileUrl',
    },
    banner: source.includes('import.meta.url')
      ? "const __fileUrl = require('node:url').pathToFileURL(__filename).href;"
      : '',
    sourcemap: 'external',
    sourcesContent: false,
  });
}

/** @type {typeof import('esbuild') | undefined} Loaded for what is not translated yet, and for the lines of an error. */
let esbuild;

/**
 * The stack of an error in lines of the sources. Asked only when somebody looks at it.
 *
 * @param {Error} error
 * @param {NodeJS.CallSite[]} frames
 */
function stackOfSources(error, frames) {
  const lines = frames.map(
    (frame) => `    at ${String(frame).replace(/(\/[^():]+\.ts):(\d+):(\d+)/, placeInSource)}`,
  );
  return [String(error), ...lines].join('\n');
}

/** @type {Map<string, SourceMap | undefined>} */
const maps = new Map();

/**
 * @param {string} found what stands in the frame.
 * @param {string} file
 * @param {string} line
 * @param {string} column
 */
function placeInSource(found, file, line, column) {
  if (!maps.has(file)) maps.set(file, mapOf(file));
  const entry = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  return entry && 'originalLine' in entry
    ? `${file}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
    : found;
}

/** @param {string} file */
function mapOf(file) {
  try {
    return new SourceMap(JSON.parse(translate(readFileSync(file, 'utf8'), file).map));
  } catch {
    // Gone or broken meanwhile: the line that Node names is better than none.
    return undefined;
  }
}
