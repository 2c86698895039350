import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ParsedModule, parseModule } from './parse-module.ts';

/** A module with everything of the workspace that it is made of. */
export interface ModuleWithImports {
  /** The module itself, then what it imports by a relative path, and what that imports, each once. */
  readonly modules: readonly ParsedModule[];
  /** Relative imports of which no file is there under the very name that is written. */
  readonly missing: readonly {
    readonly module: ParsedModule;
    readonly specifier: string;
    readonly at: number;
  }[];
}

/**
 * Reads a module and those that it imports by a relative path, and that these import: what decides whether data that is
 * applied again whenever it changes has changed. Packages are not looked into.
 *
 * @returns no modules when the module itself cannot be read.
 */
export function readWithImports(file: string): ModuleWithImports {
  const modules = new Map<string, ParsedModule>();
  const missing: { module: ParsedModule; specifier: string; at: number }[] = [];
  const pending: { path: string; from?: { module: ParsedModule; specifier: string; at: number } }[] = [
    { path: file },
  ];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { path, from } = next;
    if (modules.has(path)) continue;
    const source = textOf(path);
    if (source === undefined) {
      if (from !== undefined) missing.push(from);
      continue;
    }
    const module = parseModule(path, source);
    modules.set(path, module);
    for (const { specifier, at } of module.imports) {
      if (!/^\.\.?\//.test(specifier)) continue;
      pending.push({ path: resolve(dirname(path), specifier), from: { module, specifier, at } });
    }
  }
  return { modules: [...modules.values()], missing };
}

/** The text of a module followed by that of its imports. */
export function sourceOf({ modules }: ModuleWithImports): string {
  return modules.map(({ source }) => source).join('\n');
}

/** The text of a file; undefined where there is none, or nobody may read it. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
