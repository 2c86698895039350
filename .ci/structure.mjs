/**
 * Counts what the structure is made of: files, rooms, the arrows of imports between rooms, and those that run back.
 *
 *   node .ci/structure.mjs                       packages and apps, by the imports of their sources
 *   node .ci/structure.mjs packages/engine/src   the folders and files directly in it
 *
 * An arrow goes from a room to another one that it takes something from; several imports are one arrow. It runs back
 * where the other room also reaches the first.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

const IMPORT = /^(?:import|export)\b[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
const [place] = process.argv.slice(2);
if (place !== undefined && !existsSync(place)) {
  console.error(`There is no folder ${place}.`);
  process.exit(2);
}

/** Every source below a folder, without tests, benches and what is installed. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (['node_modules', 'test', 'bench', 'faults', 'load'].includes(entry.name)) return [];
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.d)\.(ts|js|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** The folders of packages by their names. */
function packages() {
  const folders = ['apps', 'packages', 'packages/domains'].flatMap((parent) =>
    readdirSync(parent).map((name) => join(parent, name)),
  );
  return new Map(
    folders
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map((folder) => [JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name, folder]),
  );
}

const byName = packages();
const folders = [...byName.values()];

/** The room that a file is in. */
function roomOf(file) {
  if (place === undefined) return folders.find((folder) => file.startsWith(folder + sep));
  const inside = relative(place, file);
  return inside.startsWith('..') ? undefined : inside.split(sep)[0];
}

const files = (place === undefined ? ['apps', 'packages'] : [place]).flatMap(sources);
const arrows = new Map();
for (const file of files) {
  const from = roomOf(file);
  if (from === undefined) continue;
  if (!arrows.has(from)) arrows.set(from, new Set());
  for (const [, one, two, three] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const specifier = one ?? two ?? three;
    const named = /^@erp\/[^/]+/.exec(specifier)?.[0];
    const target = specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier))
      : join(byName.get(named) ?? '', 'index');
    const to = roomOf(target);
    if (to !== undefined && to !== from) arrows.get(from).add(to);
  }
}

function reaches(from, to, seen = new Set()) {
  for (const next of arrows.get(from) ?? []) {
    if (next === to) return true;
    if (!seen.has(next) && reaches(next, to, seen.add(next))) return true;
  }
  return false;
}

const all = [...arrows].flatMap(([from, targets]) => [...targets].map((to) => [from, to]));
const back = all.filter(([from, to]) => reaches(to, from));
const lines = files.reduce((sum, file) => sum + readFileSync(file, 'utf8').split('\n').length - 1, 0);
const shown = place ?? 'packages and apps';
console.log(
  `${shown}: ${files.length} files, ${lines} lines, ${arrows.size} rooms, ${all.length} arrows, ${back.length} run back`,
);
for (const [from, to] of back) console.log(`  back: ${from} → ${to}`);
for (const [room, targets] of [...arrows].sort())
  if (statSync(place === undefined ? room : join(place, room)).isDirectory())
    console.log(`  ${room} → ${[...targets].sort().join(', ') || 'nothing'}`);
