/**
 * docs/architecture.md shows the structure as it is: each arrow of its picture is an entry in a package.json and none is
 * drawn that others tell already, what a package needs is reached by arrows, and the table counts rooms and arrows as
 * structure.mjs does. Files and lines are of the day that the page names. And inside a package no arrow between two rooms
 * runs back. An argument names another checkout.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFolders } from './checkout-files.mjs';
import { reaches, readStructure } from './read-structure.mjs';

process.chdir(process.argv[2] ?? join(import.meta.dirname, '..'));
const PAGE = 'docs/architecture.md';
const text = readFileSync(PAGE, 'utf8');
const found = [];

/** Where arrows run back, and why they may. */
const exceptions = [
  {
    place: 'packages/kit/src',
    rooms: ['demo-tenant.ts', 'draw.ts'],
    because:
      'each names the type of the other, and both are part of the generators of demos that databases hold',
  },
];

checkPicture();
checkRow('packages and apps');
checkRow('the engine', 'packages/engine/src');
checkPackages();
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

function checkPicture() {
  const drawn = arrowsOfPicture();
  const entries = readEntries();
  for (const [from, targets] of drawn) {
    for (const to of targets) {
      const others = new Map(drawn).set(from, new Set([...targets].filter((each) => each !== to)));
      if (entries.get(from)?.has(to) !== true)
        found.push(`${PAGE} draws ${from} → ${to}, which no package.json has. Take it out.`);
      else if (reaches(others, from, to))
        found.push(`${PAGE} draws ${from} → ${to}, which other arrows tell already. Take it out.`);
    }
  }
  for (const [from, targets] of entries)
    for (const to of targets)
      if (!reaches(drawn, from, to))
        found.push(`${PAGE} does not show that ${from} needs ${to}. Add: ${from} --> ${to}`);
}

/** The first picture of the page: each box with those that arrows lead to; dotted ones are no imports. */
function arrowsOfPicture() {
  const arrows = new Map();
  const [, picture = ''] = /```mermaid\n(.*?)```/s.exec(text) ?? [];
  for (const line of picture.split('\n').slice(1)) {
    const bare = line.replaceAll(/\["[^"]*"\]/g, '').replaceAll(/-->\|[^|]*\|/g, '-->');
    if (bare.includes('.->')) continue;
    const stops = bare.split('-->').map((stop) => stop.split('&').map((name) => name.trim()));
    for (const [index, from] of stops.entries())
      for (const name of from)
        arrows.set(name, new Set([...(arrows.get(name) ?? []), ...(stops[index + 1] ?? [])]));
  }
  return arrows;
}

/** What each box of the picture needs by its package.json; all domains are one box. A package of tests alone needs what it tests. */
function readEntries() {
  const packages = packageFolders('.').map((folder) => ({
    box: folder.startsWith('packages/domains/') ? 'domains' : basename(folder),
    manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  }));
  const boxOf = new Map(packages.map(({ box, manifest }) => [manifest.name, box]));
  const entries = new Map(packages.map(({ box }) => [box, new Set()]));
  for (const { box, manifest } of packages) {
    for (const name of Object.keys(manifest.dependencies ?? manifest.devDependencies ?? {})) {
      const to = boxOf.get(name);
      if (to !== undefined && to !== box) entries.get(box).add(to);
    }
  }
  return entries;
}

/** Rooms and arrows of the row that tells of today. */
function checkRow(title, place) {
  const row = new RegExp(`^\\| ${title} \\|[^|]*\\|[^|]*\\| (\\d+ \\| \\d+ \\| \\d+) \\|$`, 'm').exec(
    text,
  )?.[1];
  const { files, lines, rooms, arrows, back } = readStructure(place);
  const wanted = [rooms.size, arrows.length, back.length].join(' | ');
  const shown = [files, lines].map((count) => count.toLocaleString('en-US')).join(' | ');
  if (row !== wanted)
    found.push(
      `${PAGE} counts ${row ?? 'nothing'} in the row "${title}". Write: | ${title} | ${shown} | ${wanted} |`,
    );
}

function checkPackages() {
  for (const place of packageFolders('.', ['apps', 'packages']).map((folder) => `${folder}/src`)) {
    if (!existsSync(place)) continue;
    const excepted = exceptions.find((each) => each.place === place)?.rooms ?? [];
    for (const [from, to] of readStructure(place).back)
      if (!excepted.includes(from) || !excepted.includes(to))
        found.push(`${place}: ${from} → ${to} runs back. Put what both need into a file that neither is.`);
  }
}
