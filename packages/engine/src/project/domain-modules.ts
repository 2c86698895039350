import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nearestName } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { KeptFacts } from '../source/kept-facts.ts';
import { type ModuleShape, reportFaults, reportUnknownExports } from '../source/module-problems.ts';
import { parseModule } from '../source/parse-module.ts';

/** The modules that a domain may have beside its migrations and reference data, by their path inside it. */
const MODULES: Readonly<Record<string, ModuleShape>> = {
  'domain.ts': { what: 'A domain', required: ['default'], optional: [] },
  'links.ts': { what: 'A file of links', required: ['links'], optional: [] },
  'personal.ts': { what: 'personal.ts', required: ['personal'], optional: [] },
  'disarm.ts': { what: 'disarm.ts', required: ['disarm'], optional: [] },
  'invariants/index.ts': { what: 'invariants/index.ts', required: ['invariants'], optional: [] },
  'scenarios/index.ts': { what: 'scenarios/index.ts', required: ['scenarios'], optional: [] },
  'exceptions.ts': { what: 'exceptions.ts', required: ['default'], optional: [] },
  'demo/demo.ts': {
    what: 'A demo',
    required: ['factories'],
    optional: ['beforeKeys', 'finish', 'fills', 'accompany', 'tenants'],
  },
};

/** All files and folders of a domain that the engine, verify or seed look for by name. */
const FOLDERS = [
  'migrations',
  'functions',
  'factories',
  'seeds',
  'demo',
  'invariants',
  'scenarios',
  'examples',
  'questions',
];
const NAMES = [
  ...Object.keys(MODULES),
  'tables.ts',
  'calls.ts',
  'test-factories.ts',
  'seeds/reference.ts',
  ...FOLDERS,
];

/** Names that are read elsewhere, nearer than any that differs in letters. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  links: 'links.ts',
  'invariant.ts': 'invariants/index.ts',
  'invariants.ts': 'invariants/index.ts',
  'seeds/demo.ts': 'demo/demo.ts',
};

/**
 * Checks the modules of a domain that are found by their names: that each is valid code, exports nothing that nobody
 * reads, and that none is left out because its own name is mistyped.
 *
 * @returns whether domain.ts and what it may import can be loaded.
 */
export function checkDomainModules(
  root: string,
  directory: string,
  facts: KeptFacts,
  reportTo: (problem: Problem) => void,
): boolean {
  const present = namesIn(directory);
  reportMistypedNames(root, directory, present, reportTo);
  let loadable = true;
  for (const [path, shape] of Object.entries(MODULES)) {
    const file = join(directory, path);
    const source = present.includes(path) ? readIfFile(file) : undefined;
    if (source === undefined || facts.known(path, source) !== undefined) continue;
    let whole = true;
    const report = (problem: Problem) => {
      whole = false;
      reportTo(problem);
    };
    const module = parseModule(file, source);
    if (reportFaults(root, relative(root, file), module, report)) loadable = false;
    else reportUnknownExports(root, relative(root, file), module, shape, report);
    if (whole) facts.keep(path, source, WELL);
  }
  return loadable;
}

/** What is kept of a module of which there is nothing to say. */
const WELL = true;

/** The text of a file; undefined where a folder bears the name, or nobody may read it. */
function readIfFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function namesIn(directory: string): string[] {
  const own = entriesOf(directory);
  const folders = ['seeds', 'demo', 'invariants', 'scenarios'].filter((folder) => own.includes(folder));
  return [
    ...own,
    ...folders.flatMap((folder) => entriesOf(join(directory, folder)).map((name) => `${folder}/${name}`)),
  ];
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function reportMistypedNames(
  root: string,
  directory: string,
  present: readonly string[],
  report: (problem: Problem) => void,
): void {
  // A file link.ts beside links.ts may be a part of it; a folder migration beside migrations is nobody's.
  const meantNames = NAMES.filter((name) => FOLDERS.includes(name) || !present.includes(name));
  for (const name of present) {
    if (NAMES.includes(name)) continue;
    // A file inside a folder is no misspelt one beside it.
    const near = meantNames.filter((each) => each.includes('/') === name.includes('/'));
    const meant = ELSEWHERE[name] ?? nearestName(name, near);
    if (meant === undefined || (name === 'links' && present.includes('links.ts'))) continue;
    const shown = relative(root, join(directory, name));
    report(
      new Problem({
        code: 'domain_file_unknown',
        message: `${shown} would not be read: nothing looks for ${name}.`,
        detail: `A domain has ${NAMES.join(', ')}.`,
        hint:
          name === 'links'
            ? `The links of a domain are one file: ${relative(root, join(directory, 'links.ts'))}`
            : `Did you mean ${meant}? git mv ${shown} ${relative(root, join(directory, meant))}`,
      }),
    );
  }
}
