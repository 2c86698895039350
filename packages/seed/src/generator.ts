import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeTokens } from '@erp/engine/code-tokens';
import { Problem } from '@erp/kit/problem';

/** What every demo depends on beside its factories: how tenants are chosen and when a story begins. */
const FOUNDATION = fileURLToPath(new URL('./tenants.ts', import.meta.url));

/** Tells which code makes the rows of a domain. */
export interface GeneratorReader {
  /**
   * A fingerprint of all modules that a demo/demo.ts reaches by its imports, those of the kit and of other domains
   * included, and of the versions of the libraries that they use. Comments, formatting and types do not count.
   *
   * @param files absolute paths; what they reach together is one generator.
   * @returns 16 hex digits.
   * @throws {Problem} `import_unknown` for a module that is not there.
   */
  generatorOf(files: readonly string[]): Promise<string>;
}

/** @param root of the workspace: paths count from there, so that two checkouts have the same generators. */
export function generatorReader(root: string): GeneratorReader {
  const read = new Map<string, Promise<Module>>();
  const moduleAt = (file: string) => {
    const known = read.get(file) ?? readModule(file);
    read.set(file, known);
    return known;
  };
  return {
    async generatorOf(files) {
      const reached = new Map<string, string>();
      const open = [FOUNDATION, ...files];
      for (let file = open.pop(); file !== undefined; file = open.pop()) {
        const name = relative(root, file);
        if (reached.has(name)) continue;
        const { checksum, imports, libraries } = await moduleAt(file);
        reached.set(name, checksum);
        for (const [library, version] of libraries) reached.set(library, version);
        open.push(...imports);
      }
      const hash = createHash('sha256');
      for (const [name, what] of [...reached].sort(([a], [b]) => (a < b ? -1 : 1))) {
        hash.update(`${name} ${what}\n`);
      }
      return hash.digest('hex').slice(0, 16);
    },
  };
}

interface Module {
  readonly checksum: string;
  /** Absolute paths of the workspace's own modules that it imports. */
  readonly imports: readonly string[];
  /** Versions of the libraries that it imports, by name. */
  readonly libraries: ReadonlyMap<string, string>;
}

async function readModule(file: string): Promise<Module> {
  const tokens = codeTokens(await readFile(file, 'utf8'));
  const { resolve } = createRequire(file);
  const imports: string[] = [];
  const libraries = new Map<string, string>();
  for (const specifier of importsOf(tokens)) {
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
    if (/[\\/]node_modules[\\/]/.test(target)) {
      const library = await libraryOf(target);
      libraries.set(library.name, library.version);
    } else {
      imports.push(target);
    }
  }
  const checksum = createHash('sha256').update(tokens.join('\n')).digest('hex');
  return { checksum, imports, libraries };
}

/** What a module imports as values; types leave no trace in the rows. */
function importsOf(tokens: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    if (token !== 'import' && token !== 'export') continue;
    if (tokens[i + 1] === 'type' && tokens[i + 2] !== 'from') continue;
    if (token === 'import' && tokens[i + 1] === '(') found.add(textOf(tokens[i + 2]));
    if (token === 'import' && isText(tokens[i + 1])) found.add(textOf(tokens[i + 1]));
    if (tokens[i + 1] !== '{' && tokens[i + 1] !== '*' && token === 'export') continue;
    for (let j = i + 1; j < tokens.length; j++) {
      if (tokens[j] === 'from' && isText(tokens[j + 1])) {
        found.add(textOf(tokens[j + 1]));
        break;
      }
      if (j > i + 1 && (tokens[j] === 'import' || tokens[j] === 'export' || tokens[j] === '=')) break;
    }
  }
  found.delete('');
  return found;
}

function isText(token: string | undefined): token is string {
  return token?.startsWith('"') === true;
}

function textOf(token: string | undefined): string {
  return isText(token) ? (JSON.parse(token) as string) : '';
}

async function libraryOf(file: string): Promise<{ readonly name: string; readonly version: string }> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, string>;
    if (name !== undefined && version !== undefined) return { name, version };
  }
  return { name: file, version: '' };
}
