/**
 * Counts what the structure is made of: files, rooms, the arrows of imports between rooms, and those that run back.
 *
 *   node .ci/structure.mjs                       packages and apps, by the imports of their sources
 *   node .ci/structure.mjs packages/engine/src   the folders and files directly in it
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readStructure } from './read-structure.mjs';

const [place] = process.argv.slice(2);
if (place !== undefined && !existsSync(place)) {
  console.error(`There is no folder ${place}.`);
  process.exit(2);
}
const { files, lines, rooms, arrows, back } = readStructure(place);
console.log(
  `${place ?? 'packages and apps'}: ${files} files, ${lines} lines, ${rooms.size} rooms, ${arrows.length} arrows, ${back.length} run back`,
);
for (const [from, to] of back) console.log(`  back: ${from} → ${to}`);
for (const [room, targets] of [...rooms].sort())
  if (statSync(place === undefined ? room : join(place, room)).isDirectory())
    console.log(`  ${room} → ${[...targets].sort().join(', ') || 'nothing'}`);
