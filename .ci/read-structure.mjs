/** What the structure is made of, read from the imports of the sources: files, rooms, and the arrows between them. */
import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { filesBelow, packageFolders } from './checkout-files.mjs';

const IMPORT = /^(?:import|export)\b[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

/**
 * Counts the rooms of a folder, or packages and apps where none is named. An arrow goes from a room to another one that
 * it takes something from; several imports are one arrow. It runs back where the other room also reaches the first.
 *
 * @param {string} [place] a folder; its folders and files are the rooms.
 * @returns {{ files: number, lines: number, rooms: Map<string, Set<string>>, arrows: string[][], back: string[][] }}
 *   the rooms with those that each takes something from.
 */
export function readStructure(place) {
  const byName = packages();
  const folders = [...byName.values()];
  /** The room that a file is in. */
  const roomOf = (file) => {
    if (place === undefined) return folders.find((folder) => file.startsWith(folder + sep));
    const inside = relative(place, file);
    return inside.startsWith('..') ? undefined : inside.split(sep)[0];
  };
  const files = (place === undefined ? ['apps', 'packages'] : [place]).flatMap(sources);
  const rooms = new Map();
  let lines = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    lines += text.split('\n').length - 1;
    const from = roomOf(file);
    if (from === undefined) continue;
    if (!rooms.has(from)) rooms.set(from, new Set());
    for (const [, one, two, three] of text.matchAll(IMPORT)) {
      const to = roomOf(targetOf(file, one ?? two ?? three, byName));
      if (to !== undefined && to !== from) rooms.get(from).add(to);
    }
  }
  const arrows = [...rooms].flatMap(([from, targets]) => [...targets].map((to) => [from, to]));
  return {
    files: files.length,
    lines,
    rooms,
    arrows,
    back: arrows.filter(([from, to]) => reaches(rooms, to, from)),
  };
}

/**
 * Whether arrows lead from one room to another, however many there are on the way.
 *
 * @param {Map<string, Iterable<string>>} rooms each with those that it takes something from.
 */
export function reaches(rooms, from, to, seen = new Set()) {
  for (const next of rooms.get(from) ?? []) {
    if (next === to) return true;
    if (!seen.has(next) && reaches(rooms, next, to, seen.add(next))) return true;
  }
  return false;
}

/** The file that an import names; of a package any file of it, of a library one that is in no room. */
function targetOf(file, specifier, byName) {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  return join(byName.get(/^@erp\/[^/]+/.exec(specifier)?.[0]) ?? '', 'index');
}

/** Every source below a folder, without tests, benches and what is installed. */
function sources(folder) {
  return filesBelow(folder, /(?<!\.d)\.(ts|js|mjs)$/, ['test', 'bench', 'faults', 'load']);
}

/** The folders of packages by their names. */
function packages() {
  return new Map(
    packageFolders('.').map((folder) => [
      JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name,
      folder,
    ]),
  );
}
