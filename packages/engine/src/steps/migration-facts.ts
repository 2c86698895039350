import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { codeCache } from '../source/code-cache.js';
import type { MigrationDeclarations } from './migration-declarations.ts';

/** What the text of a migration says, once nothing in it had to be reported. */
export interface MigrationFacts extends MigrationDeclarations {
  /** Of its tokens: 64 hex digits. */
  readonly checksum: string;
}

/** The facts of a domain's migrations as the run before has read them. */
export interface KeptFacts {
  /** @returns undefined where this text was not read under this name before. */
  of(name: string, source: string): MigrationFacts | undefined;
  /** Keeps them for the next run; what is not kept again is forgotten. */
  keep(name: string, source: string, facts: MigrationFacts): void;
  save(): void;
}

/** Fewer are read faster than a file with their facts. */
const WORTH_KEEPING = 10;

/**
 * Taking hundreds of migrations apart is a fifth of what a command costs that finds nothing to do, and an applied
 * migration never changes. So what was read is kept, found again by name, text and the code that read it: it is
 * never wrong, at most missing.
 *
 * @param directory absolute path of the domain.
 * @param migrations how many there are.
 */
export function keptMigrationFacts(directory: string, migrations: number): KeptFacts {
  const folder = migrations < WORTH_KEEPING ? false : codeCache();
  if (folder === false) return { of: () => undefined, keep: () => {}, save: () => {} };
  const file = join(folder, `migrations-${sha256(directory).slice(0, 16)}.json`);
  const before = read(file);
  const now = new Map<string, MigrationFacts>();
  let added = false;
  return {
    of: (name, source) => before.get(keyOf(name, source)),
    keep(name, source, facts) {
      const key = keyOf(name, source);
      added ||= !before.has(key);
      now.set(key, facts);
    },
    save() {
      if (added || now.size < before.size) write(folder, file, now);
    },
  };
}

const keyOf = (name: string, source: string) => sha256(`${name}\0${source}`);

function read(file: string): Map<string, MigrationFacts> {
  try {
    const { reader, facts } = JSON.parse(readFileSync(file, 'utf8'));
    return new Map(reader === readerOfText() ? Object.entries<MigrationFacts>(facts) : []);
  } catch {
    return new Map();
  }
}

/** A run beside this one sees the whole file or none. */
function write(folder: string, file: string, facts: ReadonlyMap<string, MigrationFacts>): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ reader: readerOfText(), facts: Object.fromEntries(facts) }));
    renameSync(draft, file);
  } catch {
    // Where nothing can be written, the next run reads them again.
  }
}

let reader: string | undefined;

/** The code that takes a text apart: sources of the engine, and the versions of the two parsers. */
function readerOfText(): string {
  if (reader !== undefined) return reader;
  const hash = createHash('sha256');
  for (const folder of [import.meta.dirname, join(dirname(import.meta.dirname), 'source')]) {
    for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  }
  for (const parser of ['js-tokens', 'oxc-parser']) hash.update(manifestOf(parser));
  reader = hash.digest('hex');
  return reader;
}

/** The package.json of a library, which its `exports` do not show. */
function manifestOf(library: string): Buffer {
  const entry = createRequire(import.meta.url).resolve(library);
  const end = entry.lastIndexOf(join('node_modules', library)) + join('node_modules', library).length;
  return readFileSync(join(entry.slice(0, end), 'package.json'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
