import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { nearestName } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
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
export async function checkDomainModules(
  root: string,
  directory: string,
  report: (problem: Problem) => void,
): Promise<boolean> {
  const present = await namesIn(directory);
  reportMistypedNames(root, directory, present, report);
  let loadable = true;
  for (const [path, shape] of Object.entries(MODULES)) {
    const file = join(directory, path);
    const source = await readFile(file, 'utf8').catch(() => undefined);
    if (source === undefined) continue;
    const module = parseModule(file, source);
    if (reportFaults(root, relative(root, file), module, report)) loadable = false;
    else reportUnknownExports(root, relative(root, file), module, shape, report);
  }
  return loadable;
}

async function namesIn(directory: string): Promise<string[]> {
  const own = await readdir(directory).catch(() => []);
  const inside = ['seeds', 'demo', 'invariants', 'scenarios'].map(async (folder) =>
    (await readdir(join(directory, folder)).catch(() => [])).map((name) => `${folder}/${name}`),
  );
  return [...own, ...(await Promise.all(inside)).flat()];
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
