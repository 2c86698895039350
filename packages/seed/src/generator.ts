import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeTokens } from '@erp/engine/source';
import { Problem } from '@erp/kit/problem';

/** What every demo depends on beside its factories: how tenants are chosen and when a demo begins. */
const FOUNDATION = fileURLToPath(new URL('./tenants.ts', import.meta.url));

/** Tells which code makes the rows of a domain. */
export interface GeneratorReader {
  /**
   * A fingerprint of all modules that a demo/demo.ts reaches by its imports, those of the kit and of other domains
   * included, and of the versions of the libraries that they use. Comments, formatting and the names of files do not
   * count: what a module says does, and what it takes from which other one.
   *
   * @param files absolute paths; what they reach together is one generator.
   * @returns 16 hex digits.
   * @throws {Problem} `import_unknown` for a module that is not there.
   */
  generatorOf(files: readonly string[]): Promise<string>;
}

/** Reads each module once, however many generators it is part of, and works out each generator once. */
export function generatorReader(): GeneratorReader {
  const read = new Map<string, Promise<Module>>();
  const made = new Map<string, Promise<string>>();
  const moduleAt = (file: string) => {
    const known = read.get(file) ?? readModule(file);
    read.set(file, known);
    return known;
  };
  async function make(files: readonly string[]): Promise<string> {
    const reached = new Map<string, Module>();
    const open = [FOUNDATION, ...files];
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      if (reached.has(file)) continue;
      const module = await moduleAt(file);
      reached.set(file, module);
      open.push(...module.imports.flatMap(({ file: imported }) => imported ?? []));
    }
    return hashOf([...labelsOf(reached).values()].sort()).slice(0, 16);
  }
  return {
    generatorOf(files) {
      const key = files.join('\n');
      const known = made.get(key) ?? make(files);
      made.set(key, known);
      return known;
    },
  };
}

/**
 * A name for each module that says what is in it and what it imports, without the names of files: modules begin as
 * what they say, and take in what their imports are called until that tells no further two of them apart.
 */
function labelsOf(modules: ReadonlyMap<string, Module>): ReadonlyMap<string, string> {
  let labels = new Map([...modules].map(([file, { code }]) => [file, code]));
  for (let told = 0; told < new Set(labels.values()).size; ) {
    told = new Set(labels.values()).size;
    const before = labels;
    labels = new Map(
      [...modules].map(([file, { imports }]) => {
        const taken = imports.map(
          ({ clause, file: from, library }) => `${clause} ${library ?? before.get(from as string)}`,
        );
        return [file, hashOf([before.get(file) as string, ...taken.sort()])];
      }),
    );
  }
  return labels;
}

interface Module {
  /** Hash of what it says, imports left out. */
  readonly code: string;
  readonly imports: readonly Import[];
}

interface Import {
  /** What is taken, as it is written. */
  readonly clause: string;
  /** Absolute path of a module of the workspace. */
  readonly file?: string;
  /** Name and version of a library. */
  readonly library?: string;
}

async function readModule(file: string): Promise<Module> {
  const { code, imports } = importsOf(codeTokens(await readFile(file, 'utf8')));
  const { resolve } = createRequire(file);
  const found: Import[] = [];
  for (const { clause, specifier } of imports) {
    if (specifier.startsWith('node:')) continue;
    let target: string;
    try {
      target = resolve(specifier);
    } catch (cause) {
      throw new Problem({
        code: 'import_unknown',
        message: `${file} imports "${specifier}", which is not there.`,
        hint: 'pnpm install',
        cause,
      });
    }
    if (/[\\/]node_modules[\\/]/.test(target)) found.push({ clause, library: await libraryOf(target) });
    else found.push({ clause, file: target });
  }
  return { code: hashOf(code), imports: found };
}

/** What a module imports as values, and the rest of it; types that are imported leave no trace in the rows. */
function importsOf(tokens: readonly string[]) {
  const imports: { readonly clause: string; readonly specifier: string }[] = [];
  const code: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const end = endOfImport(tokens, i);
    if (end !== undefined) {
      const ofTypes = tokens[i + 1] === 'type' && tokens[i + 2] !== 'from';
      const clause = tokens.slice(i, end).join(' ');
      if (!ofTypes) imports.push({ clause, specifier: textOf(tokens[end]) });
      i = end;
    } else if (tokens[i] === 'import' && tokens[i + 1] === '(' && isText(tokens[i + 2])) {
      imports.push({ clause: 'import (', specifier: textOf(tokens[i + 2]) });
      code.push('import', '(');
      i += 2;
    } else {
      code.push(tokens[i] as string);
    }
  }
  return { code, imports };
}

/** Where the import, or the export from elsewhere, that begins at a token has its specifier; undefined for others. */
function endOfImport(tokens: readonly string[], start: number): number | undefined {
  const [word, next, third] = tokens.slice(start, start + 3);
  if (word !== 'import' && word !== 'export') return undefined;
  if (word === 'import' && isText(next)) return start + 1;
  if (word === 'import' && (next === '(' || next === '.')) return undefined;
  const listed = next === 'type' ? third : next;
  if (word === 'export' && listed !== '{' && listed !== '*') return undefined;
  for (let j = start + 1; j < tokens.length; j += 1) {
    if (tokens[j] === 'from' && isText(tokens[j + 1])) return j + 1;
    if (tokens[j] === 'import' || tokens[j] === 'export' || tokens[j] === '=') return undefined;
  }
  return undefined;
}

function isText(token: string | undefined): token is string {
  return token?.startsWith('"') === true;
}

function textOf(token: string | undefined): string {
  return isText(token) ? (JSON.parse(token) as string) : '';
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** Name and version of the library that a file belongs to. */
async function libraryOf(file: string): Promise<string> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, string>;
    if (name !== undefined && version !== undefined) return `${name} ${version}`;
  }
  return file;
}
