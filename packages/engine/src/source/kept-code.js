import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { threadId } from 'node:worker_threads';
import { codeCache } from './code-cache.js';

/**
 * What is kept of a module.
 *
 * @typedef {object} KeptCode
 * @property {string} code its JavaScript.
 * @property {Buffer | undefined} compiled what V8 made of it; of a file elsewhere with the same text it would name that one
 *   in stacks, so it is not handed out for this.
 * @property {boolean} whole whether V8's part is there, of whichever file.
 */

const folder = codeCache();
/** Whatever decides what is made of a source: how it is translated, by whom, and by which engine it is compiled. */
const maker = [
  readFileSync(join(import.meta.dirname, 'import-typescript.js'), 'utf8'),
  readFileSync(import.meta.filename, 'utf8'),
  createRequire(import.meta.url).resolve('esbuild'),
  process.version,
  cachedDataVersionTag(),
].join('\0');

/**
 * What was made of a source in an earlier run: its JavaScript, and what V8 made of that, with the functions that the run
 * had called. It is found by the text of the source, so that no time of a file can be mistaken for it.
 *
 * @param {string} path of the source; its extension tells the language.
 * @param {string} source
 * @returns {KeptCode | undefined}
 */
export function keptCode(path, source) {
  if (folder === false) return undefined;
  try {
    const kept = readFileSync(fileOf(folder, path, source));
    const middle = LENGTHS + kept.readUInt32LE(0);
    const end = middle + kept.readUInt32LE(4);
    if (end > kept.length) return undefined;
    const whole = end < kept.length;
    return {
      code: kept.toString('utf8', middle, end),
      compiled: whole && kept.toString('utf8', LENGTHS, middle) === path ? kept.subarray(end) : undefined,
      whole,
    };
  } catch {
    return undefined;
  }
}

/** Bytes in front of a kept file: how long the path is, and how long the code. */
const LENGTHS = 8;

/** @type {{ file: string, path: string, code: string, script: import('node:vm').Script }[]} */
const fresh = [];

/**
 * Keeps the JavaScript of a source for the next run at once, and what V8 made of it when this run ends.
 *
 * @param {string} path of the source.
 * @param {string} source
 * @param {string} code
 * @param {import('node:vm').Script} script compiled from the code.
 */
export function keepCode(path, source, code, script) {
  if (folder === false) return;
  const file = fileOf(folder, path, source);
  if (!write(file, path, code, Buffer.alloc(0))) return;
  if (fresh.length === 0) {
    process.on('exit', () => {
      for (const each of fresh) write(each.file, each.path, each.code, each.script.createCachedData());
    });
  }
  fresh.push({ file, path, code, script });
}

/**
 * @param {string} inFolder
 * @param {string} path
 * @param {string} source
 */
function fileOf(inFolder, path, source) {
  const key = createHash('sha256')
    .update(`${maker}\0${extname(path)}\0${source}`)
    .digest('hex');
  return join(inFolder, `${key.slice(0, 32)}.code`);
}

/**
 * A run beside this one sees the whole file or none.
 *
 * @param {string} file
 * @param {string} path of the source.
 * @param {string} code
 * @param {Buffer} compiled
 * @returns {boolean} false where nothing can be written: then it is made anew each time.
 */
function write(file, path, code, compiled) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const parts = [Buffer.from(path), Buffer.from(code)];
    const lengths = Buffer.alloc(LENGTHS);
    parts.forEach((part, i) => {
      lengths.writeUInt32LE(part.length, 4 * i);
    });
    const draft = `${file}.${process.pid}-${threadId}`;
    writeFileSync(draft, Buffer.concat([lengths, ...parts, compiled]));
    renameSync(draft, file);
    return true;
  } catch {
    return false;
  }
}
