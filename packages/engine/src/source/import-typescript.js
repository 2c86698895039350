import { readFileSync } from 'node:fs';
import { createRequire, SourceMap } from 'node:module';
import { pathToFileURL } from 'node:url';
import { builtFile } from './built-file.js';
import { codeCache } from './code-cache.js';

const require = createRequire(import.meta.url);

/**
 * Imports one of our TypeScript modules, and whatever it imports later on.
 *
 * A package from a registry brings them built. Of a checkout Node reads them by itself from 22.18 on. Before, jiti does,
 * in this thread: behind hooks of Node each module would be a message to another thread and back, half of what a command
 * costs. What esbuild translated is kept in the checkout, by content; ERP_CODE_CACHE names another folder, and where none
 * can be written it is translated anew.
 *
 * @param {string} file its absolute path.
 * @returns {Promise<any>} the module's exports.
 */
export async function importTypeScript(file) {
  const built = builtFile(file);
  if (built !== file) return import(pathToFileURL(built).href);
  if (process.features.typescript) return import(file);
  // Required, since what is imported as CommonJS is first searched for its exports: as much time as Node itself takes.
  const { createJiti } = require('jiti');
  Error.prepareStackTrace = stackOfSources;
  const jiti = createJiti(import.meta.url, { fsCache: codeCache(), interopDefault: false, transform });
  return jiti(file);
}

/**
 * Into CommonJS, `import()` included: a module is evaluated at once or not at all. jiti's own translation awaits what a
 * module imports, and whoever imports the same one meanwhile gets half of it.
 *
 * @param {{ source: string, filename?: string }} module
 */
function transform({ source, filename = 'module.ts' }) {
  return { code: translate(source, filename).code };
}

/**
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
