import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { codeCache } from '../source/code-cache.js';
import { keepJson, readKeptJson } from '../source/kept-json.ts';
import type { MigrationDeclarations } from './migration-declarations.ts';

/** What the text of a migration says, once nothing in it had to be reported. */
interface MigrationFacts extends MigrationDeclarations {
  /** Of its tokens: 64 hex digits. */
  readonly checksum: string;
}

/** What came of taking a text apart. */
export interface ReadFacts {
  /** Undefined for what is no valid code. */
  readonly facts: MigrationFacts | undefined;
  readonly whole: boolean;
}

/** The facts of a domain's migrations as the run before has read them. */
export interface KeptFacts {
  /**
   * The facts of a migration: as they were read under this name of this text before, or as they are read now.
   *
   * @param read takes the text apart; `whole` says that nothing in it had to be reported, so that the facts may be kept.
   */
  of(name: string, source: string, read: () => ReadFacts): MigrationFacts | undefined;
  /** Writes the facts that were asked for; the others are forgotten. */
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
  if (folder === false) return { of: (_name, _source, read) => read().facts, save: () => {} };
  const file = join(folder, `migrations-${sha256(directory).slice(0, 16)}.json`);
  const before = factsIn(file);
  const now = new Map<string, MigrationFacts>();
  let added = false;
  return {
    of(name, source, read) {
      const key = sha256(`${name}\0${source}`);
      const known = before.get(key);
      const { facts, whole } = known === undefined ? read() : { facts: known, whole: true };
      if (facts === undefined || !whole) return facts;
      added ||= known === undefined;
      now.set(key, facts);
      return facts;
    },
    save() {
      if (added || now.size < before.size)
        keepJson(file, { reader: readerOfText(), facts: Object.fromEntries(now) });
    },
  };
}

function factsIn(file: string): ReadonlyMap<string, MigrationFacts> {
  const kept = readKeptJson(file) as
    | { readonly reader: string; readonly facts: Readonly<Record<string, MigrationFacts>> }
    | undefined;
  return new Map(kept?.reader === readerOfText() ? Object.entries(kept.facts) : []);
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
