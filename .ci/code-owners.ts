/**
 * Whether CODEOWNERS says who answers for what: every package has a line, a domain's line names the team of its
 * domain.ts and README, and a function or seed that writes another domain's tables is that team's as well. Otherwise a
 * team could not change its own table without meeting code of which it was never asked. An argument names another
 * checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DomainPackage, discoverDomains, findWorkspaceRoot } from '@erp/engine/project';

const FILE = 'CODEOWNERS';

/** Statements that change rows of a table, or make it run a trigger. */
const WRITES = [
  /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?)\s+(?:public\.)?"?([a-z_][a-z0-9_]*)/gi,
  /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\b[^;]*?\bon\s+(?:public\.)?"?([a-z_][a-z0-9_]*)/gi,
];

interface Line {
  readonly path: string;
  readonly owners: readonly string[];
}

const root = process.argv[2] ?? findWorkspaceRoot(process.cwd());
const lines = readLines(join(root, FILE));
const { domains } = await discoverDomains(root);
const domainOfTable = new Map(
  domains.flatMap((domain) => [...domain.tables.keys()].map((table) => [table, domain] as const)),
);
const problems: string[] = [];

for (const { path } of lines) {
  if (path !== '*' && (!path.startsWith('/') || /[*?[\]!]/.test(path)))
    problems.push(
      `${FILE}: ${path} is a pattern. Write a folder or file from the root, e.g. /packages/kit/, so that it can be checked.`,
    );
  else if (path !== '*' && !existsSync(join(root, path)))
    problems.push(`${FILE}: ${path} is not there. Take the line out.`);
}
for (const folder of packageFolders()) {
  if (!lines.some(({ path }) => path === `/${folder}/`))
    problems.push(`${FILE}: ${folder} has no line. Write: ${lineFor(`/${folder}/`, ['@erp/<team>'])}`);
}
for (const domain of domains) {
  const owner = teamOf(domain);
  const folder = `/packages/domains/${domain.name}/`;
  const line = lines.find(({ path }) => path === folder);
  if (line !== undefined && !line.owners.includes(owner))
    problems.push(
      `${FILE}: ${folder} belongs to ${line.owners.join(' ')}, by its domain.ts to "${domain.definition.owner}". Write: ${lineFor(folder, [owner])}`,
    );
  const readme = join(domain.directory, 'README.md');
  const said = existsSync(readme) ? /Owner: ([^.\n]+)/.exec(readFileSync(readme, 'utf8'))?.[1] : undefined;
  if (said !== undefined && said !== domain.definition.owner)
    problems.push(
      `${relative(root, readme)}: says "Owner: ${said}", domain.ts says "${domain.definition.owner}". Write the same in both.`,
    );
  for (const { file, tables } of writesElsewhere(domain)) {
    const path = `/${relative(root, file)}`;
    const needed = [owner, ...new Set(tables.map(([, other]) => teamOf(other)))];
    const owners = ownersOf(path);
    if (needed.every((each) => owners.includes(each))) continue;
    const written = tables.map(([table, other]) => `${table} of ${other.name}`).join(', ');
    problems.push(`${FILE}: ${path} writes ${written}. Write: ${lineFor(path, needed)}`);
  }
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`${FILE} names who answers for every package and for ${lines.length} paths.`);
}

function readLines(file: string): Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [path = '', ...owners] = line.split(/\s+/);
      return { path, owners };
    });
}

/** Who is asked about a file: the last line that matches wins. */
function ownersOf(file: string): readonly string[] {
  const line = lines.findLast(
    ({ path }) => path === '*' || path === file || (path.endsWith('/') && file.startsWith(path)),
  );
  return line?.owners ?? [];
}

function teamOf(domain: DomainPackage): string {
  return `@erp/${domain.definition.owner.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

function lineFor(path: string, owners: readonly string[]): string {
  return `${path.padEnd(34)} ${owners.join(' ')}`;
}

function packageFolders(): string[] {
  return ['apps', 'packages', 'packages/domains']
    .filter((parent) => existsSync(join(root, parent)))
    .flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

/** Files of functions and seeds that change rows of other domains' tables, or hang triggers on them. */
function writesElsewhere(
  domain: DomainPackage,
): { file: string; tables: [table: string, owner: DomainPackage][] }[] {
  return ['functions', 'seeds', 'demo'].flatMap((part) =>
    filesIn(join(domain.directory, part)).flatMap((file) => {
      const tables = [...writtenTables(readFileSync(file, 'utf8'))].flatMap(
        (table): [string, DomainPackage][] => {
          const other = domainOfTable.get(table);
          return other === undefined || other === domain ? [] : [[table, other]];
        },
      );
      return tables.length === 0 ? [] : [{ file, tables }];
    }),
  );
}

function writtenTables(source: string): Set<string> {
  const code = source.replaceAll(/^\s*(?:--|\/\/|\*|\/\*).*$/gm, '');
  return new Set(
    WRITES.flatMap((pattern) => [...code.matchAll(pattern)].map(([, table]) => (table ?? '').toLowerCase())),
  );
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|sql)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
