import { createRequire } from 'node:module';
import { extname } from 'node:path';
import type { OxcError, ParseResult, Program } from 'oxc-parser';

/** One name that a module exports as a value; what is exported as a type alone leaves no trace when it runs. */
interface ModuleExport {
  /** What it is called inside the module; undefined for a default export, and for what comes from another module. */
  readonly local: string | undefined;
  /** Where the export is written, as an offset into the source. */
  readonly at: number;
}

/** A module that another one imports, or exports from. */
interface ModuleImport {
  readonly specifier: string;
  readonly at: number;
}

/** A place in a source where it is no valid code. */
interface SyntaxFault {
  readonly message: string;
  readonly at: number;
}

/** What the text of a module says, read without running it. */
export interface ParsedModule {
  readonly file: string;
  readonly source: string;
  /** By name; a default export is called `default`. */
  readonly exports: ReadonlyMap<string, ModuleExport>;
  /** Where it exports everything of another module, whose names are not known here. */
  readonly exportsAll: readonly number[];
  /** The modules that it imports, as it writes them, in the order of the text; types too. */
  readonly imports: readonly ModuleImport[];
  /** Empty for valid code; otherwise the rest is what could be read all the same. */
  readonly faults: readonly SyntaxFault[];
  /** The syntax tree, an ESTree; built when it is asked for. */
  readonly program: () => Program;
}

/**
 * Parses a TypeScript or JavaScript module.
 *
 * @param file its path; the extension tells the language.
 */
export function parseModule(file: string, source: string): ParsedModule {
  if (!/\.[cm]?[jt]s$/.test(file)) return noModule(file, source);
  // What is declared twice or assigned though constant is found by loading it too, only later.
  // Most commands have kept what was read, and then need no parser.
  const { parseSync } = createRequire(import.meta.url)('oxc-parser') as typeof import('oxc-parser');
  const parsed = parseSync(file, source, {
    lang: extname(file) === '.js' ? 'js' : 'ts',
    sourceType: 'module',
    preserveParens: false,
    showSemanticErrors: true,
  });
  const exports = new Map<string, ModuleExport>();
  const exportsAll: number[] = [];
  for (const { entries, start } of parsed.module.staticExports) {
    for (const { exportName, localName, moduleRequest, isType } of entries) {
      if (isType) continue;
      if (exportName.kind === 'None') exportsAll.push(start);
      else {
        const local = moduleRequest === null ? (localName.name ?? undefined) : undefined;
        exports.set(exportName.name ?? 'default', { local, at: exportName.start ?? start });
      }
    }
  }
  return {
    file,
    source,
    exports,
    exportsAll,
    imports: importsOf(source, parsed),
    faults: parsed.errors.map(faultOf),
    program: () => parsed.program,
  };
}

/** Data that a module imports, such as JSON: it has a text and says nothing as a module. */
function noModule(file: string, source: string): ParsedModule {
  return { ...parseModule('empty.ts', ''), file, source };
}

function faultOf({ message, labels }: OxcError): SyntaxFault {
  // Where two places are named, such as a bracket and what should have closed it, the later one is where it goes wrong.
  return { message, at: Math.max(0, ...labels.map((label) => label.start)) };
}

function importsOf(source: string, { module }: ParseResult): ModuleImport[] {
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest ?? []),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const text = source.slice(start, end);
      return /^(['"])[^'"\\]*\1$/.test(text) ? { start, value: text.slice(1, -1) } : [];
    }),
  ];
  const found = new Map<string, ModuleImport>();
  for (const { value, start } of requests.sort((a, b) => a.start - b.start)) {
    if (!found.has(value)) found.set(value, { specifier: value, at: start });
  }
  return [...found.values()];
}
