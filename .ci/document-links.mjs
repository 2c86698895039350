/**
 * What documents of the repository refer to is in the repository: files that links and paths in backticks name, and a page
 * for each rule; a migration to be made has the next number. Every shared package is in the picture of docs/architecture.md
 * and in the map of CONTRIBUTING.md, and records of decisions have one form. An argument names another checkout, which need
 * not be a repository.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { filesBelow, namesIn, packageFolders } from './checkout-files.mjs';

const root = process.argv[2] ?? join(import.meta.dirname, '..');

const rules = namesIn(join(root, 'docs', 'rules'));
const found = [];
for (const file of filesBelow(root, /\.md$/)) {
  const page = relative(root, file).split(sep).join('/');
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    for (const [, link] of line.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(link) && !existsSync(join(dirname(file), link)))
        found.push(`${page}:${index + 1} links to ${link}, which is not in the repository.`);
    }
    for (const [, path] of line.matchAll(/`((?:packages|apps|docs|\.ci)\/[^`\s*<…:$]+)`/g)) {
      if (!isToBeMade(path) && !existsSync(join(root, path)))
        found.push(`${page}:${index + 1} names ${path}, which is not in the repository.`);
    }
    for (const [, rule] of line.matchAll(/\brules? (\d{4})\b/g)) {
      if (!rules.some((name) => name.startsWith(`${rule}_`)))
        found.push(`${page}:${index + 1} names rule ${rule}, which has no page in docs/rules.`);
    }
  }
}
const picture = join(root, 'docs', 'architecture.md');
if (existsSync(picture)) {
  const text = readFileSync(picture, 'utf8');
  for (const folder of packageFolders(root, ['packages'])) {
    const name = basename(folder);
    if (!new RegExp(`\\b${name}\\["?${name}: `).test(text))
      found.push(`docs/architecture.md does not show ${folder}. Add: ${name}["${name}: what it is for"]`);
  }
}
const map = join(root, 'CONTRIBUTING.md');
if (existsSync(map)) {
  const text = readFileSync(map, 'utf8');
  for (const folder of packageFolders(root, ['packages', 'apps'])) {
    if (!new RegExp(`\\b${folder}\\b`).test(text))
      found.push(`CONTRIBUTING.md leads nobody to ${folder}. Add a line to "Where to begin".`);
  }
}
const decisions = join(root, 'docs', 'decisions');
for (const name of namesIn(decisions)) {
  const [number] = /^\d{4}(?=-)/.exec(name) ?? [];
  if (number === undefined) continue;
  const form = new RegExp(
    `^# ${number} .+\n\n\\*\\*Date\\*\\*: \\d{4}-\\d{2}-\\d{2}\\. \\*\\*Status\\*\\*: .+\n\n## Context\n[^]+\n## Decision\n[^]+\n## Alternatives\n[^]+\n## Consequences\n`,
  );
  if (!form.test(readFileSync(join(decisions, name), 'utf8')))
    found.push(`docs/decisions/${name} has not the form that docs/decisions/README.md describes.`);
}
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

/** A migration that a reader is told to make has the number that `pnpm new migration` gives it today. */
function isToBeMade(path) {
  const [, folder, number] = /^(packages\/domains\/[^/]+\/migrations)\/(\d{4})_[^/]+\.ts$/.exec(path) ?? [];
  if (folder === undefined) return false;
  const last = namesIn(join(root, folder)).sort().at(-1) ?? '';
  return Number(number) === Number(last.slice(0, 4)) + 1;
}
