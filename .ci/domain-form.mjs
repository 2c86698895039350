/**
 * What all domains have in common, so that whoever knows one finds things in the others: the order of the chapters in
 * their READMEs and of the doors in their package.json, by which name a registry's package is found, a factory in each
 * file of factories/ and nothing beside it, test-factories.ts where there are factories, and no way into another
 * domain's demo but its door, which lets out only what somebody asks for. And turbo knows what else its tests install.
 * An argument names another checkout.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { filesBelow, packageFolders } from './checkout-files.mjs';

/** Chapters in their order; those that a domain has of its own stand at the null. */
const CHAPTERS = [
  'Tables',
  'Functions',
  'What holds, whoever writes',
  null,
  'Choices in the columns',
  'Decisions',
  'Left out',
  'Demo',
];

/** Doors in their order, with what has to be there for each. */
const DOORS = [
  { door: './domain', file: './domain.ts', needs: 'domain.ts' },
  { door: './tables', file: './tables.ts', needs: 'tables.ts' },
  { door: './calls', file: './calls.ts', needs: 'calls.ts' },
  { door: './factories/*', file: './factories/*.ts', needs: 'factories' },
  { door: './demo', file: './demo/api.ts', needs: 'demo/api.ts' },
  { door: './test-factories', file: './test-factories.ts', needs: 'test-factories.ts' },
];

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const home = join(root, 'packages', 'domains');
const domains = packageFolders(root, ['packages/domains']).map((folder) => basename(folder));
const sources = new Map(domains.map((name) => [name, sourcesIn(join(home, name))]));
const found = [];
for (const name of domains) {
  checkChapters(name);
  checkDoors(name);
  checkLists(name);
  checkFactories(name);
  checkImports(name);
  checkDemoDoor(name);
  checkTestInputs(name);
}
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

/** A large domain has a chapter for each of its areas, inside which the order is the same. */
function checkChapters(name) {
  const page = join(home, name, 'README.md');
  const shown = shownPath(page);
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const chapters = [];
  for (const [, level, title] of withoutCode(text).matchAll(/^(##|###) (.+)$/gm)) {
    if (level === '##') chapters.push({ title, inside: [] });
    else chapters.at(-1)?.inside.push(title);
  }
  const titles = chapters.map(({ title }) => title);
  checkOrder(shown, titles);
  for (const { title, inside } of chapters) checkOrder(`${shown}, ${title}`, inside);
  if (titles.at(-1) !== 'Demo' && existsSync(join(home, name, 'demo')))
    found.push(`${shown} does not end with a chapter "Demo". Say there what the demo tells, and where.`);
  const areas = chapters.filter(({ inside }) => inside.includes('Tables'));
  if (!titles.includes('Tables') && areas.length === 0)
    found.push(`${shown} has no chapter "Tables". Say there what one row of each table is.`);
}

function checkOrder(shown, titles) {
  const place = (title) => (CHAPTERS.includes(title) ? CHAPTERS.indexOf(title) : CHAPTERS.indexOf(null));
  for (const [index, title] of titles.entries()) {
    const before = titles[index - 1];
    if (before !== undefined && place(before) > place(title))
      found.push(
        `${shown}: "${title}" stands behind "${before}". The order is ${CHAPTERS.map((each) => each ?? '(its own)').join(', ')}.`,
      );
  }
}

function checkDoors(name) {
  const manifest = join(home, name, 'package.json');
  const doors = DOORS.filter(({ needs }) => existsSync(join(home, name, needs)));
  const wanted = JSON.stringify(Object.fromEntries(doors.map(({ door, file }) => [door, file])));
  const { exports, erp, private: kept } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (erp?.domain !== name || kept !== undefined)
    found.push(
      `${shownPath(manifest)}: installed from a registry it would not be found. Write "erp": { "domain": "${name}" }, and no "private".`,
    );
  if (JSON.stringify(exports) !== wanted)
    found.push(`${shownPath(manifest)}: "exports" differs from other domains. Write: ${wanted}`);
}

/** Where a list or a standard test is missing, what is there would be read, or tried, by nobody. */
function checkLists(name) {
  for (const list of ['demo/demo.ts', 'invariants/index.ts']) {
    const [folder] = list.split('/');
    if (existsSync(join(home, name, folder)) && !existsSync(join(home, name, list)))
      found.push(`packages/domains/${name}/${folder} has no ${list}, by which it is read.`);
  }
  for (const [what, test] of [
    ['domain.ts', 'test/domain.test.ts'],
    ['invariants', 'test/invariants.test.ts'],
  ]) {
    if (existsSync(join(home, name, what)) && !existsSync(join(home, name, test)))
      found.push(
        `packages/domains/${name} has ${what} and no ${test}, which asks what all domains are asked.`,
      );
  }
}

function checkFactories(name) {
  if (existsSync(join(home, name, 'factories')) && !existsSync(join(home, name, 'test-factories.ts')))
    found.push(
      `packages/domains/${name} has factories and no test-factories.ts. Write there what a test makes in one line, as packages/domains/orders does.`,
    );
  for (const file of sourcesIn(join(home, name, 'factories'))) {
    const text = readFileSync(file, 'utf8');
    const exported = [...text.matchAll(/^export .*$/gm)];
    const factories = text.match(/^export const \w+ = factory[<(]/gm) ?? [];
    if (factories.length !== 1 || exported.length !== 1)
      found.push(
        `${shownPath(file)} has factories: ${factories.length}, other exports: ${exported.length - factories.length}. A file has the factory of one table; what a story computes is in demo/.`,
      );
  }
}

function checkImports(name) {
  const own = join(home, name) + sep;
  for (const file of sources.get(name)) {
    for (const specifier of importsOf(file)) {
      const target = specifier.startsWith('.') ? join(file, '..', specifier) : undefined;
      if (target?.startsWith(home + sep) && !target.startsWith(own))
        found.push(`${shownPath(file)} imports ${specifier}. Go by the package of the domain.`);
      const [, other, door] = /^@erp\/([^/]+)\/(.+)$/.exec(specifier) ?? [];
      if (other === name && door !== undefined && sources.has(other))
        found.push(`${shownPath(file)} imports ${specifier}. Inside the domain a path is shorter.`);
      if (sources.has(other) && /^(?:demo|seeds)\//.test(door))
        found.push(
          `${shownPath(file)} imports ${specifier}. Let it out by packages/domains/${other}/demo/api.ts.`,
        );
    }
  }
}

function checkDemoDoor(name) {
  const file = join(home, name, 'demo', 'api.ts');
  if (!existsSync(file)) return;
  const door = `@erp/${name}/demo`;
  const asked = new Set(
    [...sources.values()].flat().flatMap((source) => namesFrom(readFileSync(source, 'utf8'), door)),
  );
  for (const [, names] of readFileSync(file, 'utf8').matchAll(/^export (?:type )?\{([^}]*)\}/gm)) {
    for (const each of listed(names))
      if (!asked.has(each)) found.push(`${shownPath(file)} lets out ${each}, which no domain asks for.`);
  }
}

/**
 * Invariants may ask about rows of domains that are no dependency. Where turbo does not look at these, `pnpm test` says that
 * nothing has changed when they have.
 */
function checkTestInputs(name) {
  const file = join(home, name, 'test', 'invariants.test.ts');
  if (!existsSync(file)) return;
  const [, beside = ''] =
    /^testInvariants\([\s\S]*\[([^\]]*)\],?\s*\);/m.exec(readFileSync(file, 'utf8')) ?? [];
  const others = [...beside.matchAll(/'([^']+)'/g)].map(([, other]) => other);
  const known = reachedFrom([name]);
  const unknown = [...reachedFrom(others)].filter((other) => !known.has(other)).sort();
  if (unknown.length === 0) return;
  const [, inputs = ''] =
    new RegExp(`"@erp/${name}#test": \\{[\\s\\S]*?"inputs": \\[([^\\]]*)\\]`).exec(
      readFileSync(join(root, 'turbo.json'), 'utf8'),
    ) ?? [];
  const lacking = unknown.filter(
    (other) => !new RegExp(`packages/domains/[{\\w,]*\\b${other}\\b`).test(inputs),
  );
  if (lacking.length > 0)
    found.push(
      `turbo.json: tests of ${name} install ${lacking.join(', ')}, which are no dependencies. Add to "@erp/${name}#test", "inputs": $TURBO_ROOT$/packages/domains/{${unknown.join(',')}}/…`,
    );
}

/** Domains and what they depend on, directly or through others. */
function reachedFrom(names, reached = new Set()) {
  for (const name of names) {
    if (reached.has(name) || !sources.has(name)) continue;
    reached.add(name);
    const { dependencies = {} } = JSON.parse(readFileSync(join(home, name, 'package.json'), 'utf8'));
    reachedFrom(
      Object.keys(dependencies).map((each) => each.replace('@erp/', '')),
      reached,
    );
  }
  return reached;
}

function namesFrom(source, specifier) {
  return [...source.matchAll(/^import (?:type )?\{([^}]*)\} from '([^']+)'/gm)]
    .filter(([, , from]) => from === specifier)
    .flatMap(([, names]) => listed(names));
}

function listed(names) {
  return names
    .split(',')
    .map((each) =>
      each
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*$/, ''),
    )
    .filter((each) => each !== '');
}

function importsOf(file) {
  return [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?'([^']+)';/gm)].map(
    ([, specifier]) => specifier,
  );
}

function withoutCode(text) {
  return text.replaceAll(/^```.*?^```$/gms, '');
}

function sourcesIn(folder) {
  return filesBelow(folder, /\.ts$/);
}

function shownPath(path) {
  return relative(root, path).split(sep).join('/');
}
