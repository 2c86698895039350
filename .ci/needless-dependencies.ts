/**
 * Domains that a package.json names and nothing of the package uses. Such an entry puts migrations in an order that
 * nobody needs, and installs what nobody asked for; knip cannot see it, since most uses are in SQL. A use is an import,
 * or a table or function of the other domain that a source mentions, also by way of the kit. An argument names another
 * checkout.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type DomainPackage, discoverDomains, findWorkspaceRoot } from '@erp/engine/project';

const SOURCE = /(?<!\.d)\.(?:ts|js|sql)$/;
/** Written by a command from the schema, or prose. */
const NO_USE = new Set(['tables.ts', 'calls.ts', 'README.md', 'package.json']);

function wordsOf(directory: string): Set<string> {
  const words = new Set<string>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !SOURCE.test(entry.name) || NO_USE.has(entry.name)) continue;
    if (path.slice(directory.length).includes('node_modules')) continue;
    const text = readFileSync(path, 'utf8').replaceAll(/^\s*(?:--|\/\/|\*|\/\*).*$/gm, '');
    for (const [word] of text.matchAll(/@erp\/[a-z0-9-]+|[a-z_][a-z0-9_]*/gi)) words.add(word);
  }
  return words;
}

/** Names of tables and functions by which a domain is used, and of its package. */
function namesOf(domain: DomainPackage): string[] {
  const functions = domain.functions.map(({ file }) => basename(file, '.sql'));
  return [domain.packageName, ...domain.tables.keys(), ...functions];
}

const root = process.argv[2] ?? findWorkspaceRoot(process.cwd());
const { domains } = await discoverDomains(root);
const byName = new Map(domains.map((domain) => [domain.name, domain]));
const kit = join(root, 'packages', 'kit', 'src');
/** The kit works with tables of system; others it names in examples. */
const kitWords = [...(existsSync(kit) ? wordsOf(kit) : [])].filter((word) => word.startsWith('sys_'));
const needless: string[] = [];
for (const domain of domains) {
  const words = wordsOf(domain.directory);
  if (words.has('@erp/kit')) for (const word of kitWords) words.add(word);
  for (const dependency of domain.dependencies) {
    const needed = byName.get(dependency);
    if (needed === undefined || namesOf(needed).some((name) => words.has(name))) continue;
    needless.push(
      `${join('packages', 'domains', domain.name, 'package.json')}: nothing of ${domain.name} uses "${needed.packageName}". Take the entry out, then: pnpm install`,
    );
  }
}
if (needless.length > 0) {
  console.error(needless.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`Every domain uses the domains that it depends on: ${domains.length} looked at.`);
}
