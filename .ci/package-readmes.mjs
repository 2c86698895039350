/**
 * What a shared package must say of itself: a README of at most a page that names each of its doors, what each exports,
 * an example, and what it never does. An argument names another checkout.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolders } from './checkout-files.mjs';

/** Lines of a page; tables of doors may be as long as the list of doors. */
const PAGE = 60;

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const found = [];
for (const shown of packageFolders(root, ['packages'])) {
  const folder = join(root, shown);
  const page = join(folder, 'README.md');
  if (!existsSync(page)) {
    found.push(`${shown} has no README.md: purpose, doors, one example, what it never does.`);
    continue;
  }
  const text = readFileSync(page, 'utf8');
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const doors = Object.entries(manifest.exports ?? {});
  for (const [door, file] of doors) {
    const said = `${manifest.name}${door.slice(1)}`;
    const line = text.split('\n').find((each) => each.startsWith('|') && each.includes(`\`${said}\``));
    if (line === undefined) {
      found.push(`${shown}/README.md does not name the door ${said}. Add a line to its table.`);
      continue;
    }
    for (const value of valuesOf(readFileSync(join(folder, file), 'utf8'))) {
      if (!line.includes(`\`${value}\``))
        found.push(`${shown}/README.md does not name ${value} in the line of ${said}.`);
    }
  }
  for (const [, said] of text.matchAll(/^\| `(@erp\/[\w/-]+)`/gm)) {
    if (!doors.some(([door]) => `${manifest.name}${door.slice(1)}` === said))
      found.push(`${shown}/README.md names ${said}, which is no door. Take the line out.`);
  }
  if (!/```ts\n/.test(text)) found.push(`${shown}/README.md has no example (\`\`\`ts).`);
  if (!text.includes('\n## What it never does\n'))
    found.push(`${shown}/README.md has no chapter "What it never does".`);
  const length = text.split('\n').filter((line) => !line.startsWith('|')).length;
  if (length > PAGE) found.push(`${shown}/README.md has ${length} lines beside tables; a page has ${PAGE}.`);
}
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

/** Names that a module exports as values. */
function valuesOf(source) {
  const declared = source.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm);
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names]) => names.split(','));
  return [
    ...[...declared].map(([, name]) => name),
    ...listed
      .map((each) => each.trim())
      .filter((each) => each !== '' && !each.startsWith('type '))
      .map((each) => each.split(' as ').at(-1)),
  ];
}
