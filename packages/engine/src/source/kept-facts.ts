import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { codeCache } from './code-cache.js';
import { keepJson, readKeptJson } from './kept-json.ts';

/** What the texts of a domain said when the run before read them. */
export interface KeptFacts {
  /** What was read of this text under this name; undefined where it has to be read. */
  known<Fact>(name: string, text: string): Fact | undefined;
  /** Keeps what was read of a text. What has to be reported again by the next run is not to be kept. */
  keep(name: string, text: string, fact: unknown): void;
  /** Writes the facts that were known or kept; the others are forgotten. */
  save(): void;
}

/**
 * Taking hundreds of sources apart is a fifth of what a command costs that finds nothing to do, and few of them change
 * between two runs. So what was read is kept, found again by name, text and the code that read it: it is never wrong,
 * at most missing. A time of a file would be no such name: a checkout changes texts under it. Nothing is kept of domains
 * of another checkout, which tests make and delete, unless ERP_CODE_CACHE names a folder for it.
 *
 * @param directory absolute path of the domain.
 */
export function keptFacts(directory: string): KeptFacts {
  const folder = codeCache();
  if (folder === false || !isKeptIn(folder, directory))
    return { known: () => undefined, keep: () => {}, save: () => {} };
  const file = join(folder, `facts-${sha256(directory).slice(0, 16)}.json`);
  const before = factsIn(file);
  const now = new Map<string, unknown>();
  let added = false;
  return {
    known<Fact>(name: string, text: string) {
      const key = sha256(`${name}\0${text}`);
      const fact = before.get(key);
      if (fact !== undefined) now.set(key, fact);
      return fact as Fact | undefined;
    },
    keep(name, text, fact) {
      added = true;
      now.set(sha256(`${name}\0${text}`), fact);
    },
    save() {
      if (added || now.size < before.size)
        keepJson(file, { reader: readerOfTexts(), facts: Object.fromEntries(now) });
    },
  };
}

function isKeptIn(folder: string, directory: string): boolean {
  const checkout = resolve(folder, '..', '..', '..');
  return Boolean(process.env.ERP_CODE_CACHE) || directory.startsWith(`${checkout}${sep}`);
}

function factsIn(file: string): ReadonlyMap<string, unknown> {
  const kept = readKeptJson(file) as
    | { readonly reader: string; readonly facts: Readonly<Record<string, unknown>> }
    | undefined;
  return new Map(kept?.reader === readerOfTexts() ? Object.entries(kept.facts) : []);
}

let reader: string | undefined;

/** The code that takes texts apart: sources of the engine, and the versions of the two parsers. */
function readerOfTexts(): string {
  if (reader !== undefined) return reader;
  const hash = createHash('sha256');
  for (const room of ['project', 'source', 'steps']) {
    const folder = join(dirname(import.meta.dirname), room);
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
