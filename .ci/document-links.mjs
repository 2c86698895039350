/**
 * What documents of the repository refer to is in the repository: files that links and paths in backticks name, and a page
 * for each rule; a migration to be made has the next number. Every shared package is in the picture of docs/architecture.md
 * and in the map of CONTRIBUTING.md, and records of decisions have one form. An argument names another checkout, which need
 * not be a repository.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = process.argv[2] ?? join(import.meta.dirname, '..');

const rules = namesIn(join(root, 'docs', 'rules'));
const found = [];
for (const file of pagesIn(root)) {
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
  for (const name of readdirSync(join(root, 'packages'))) {
    if (
      existsSync(join(root, 'packages', name, 'package.json')) &&
      !new RegExp(`\\b${name}\\["?${name}: `).test(text)
    )
      found.push(
        `docs/architecture.md does not show packages/${name}. Add: ${name}["${name}: what it is for"]`,
      );
  }
}
const map = join(root, 'CONTRIBUTING.md');
if (existsSync(map)) {
  const text = readFileSync(map, 'utf8');
  for (const folder of ['packages', 'apps'].flatMap((parent) =>
    namesIn(join(root, parent)).map((name) => `${parent}/${name}`),
  )) {
    if (existsSync(join(root, folder, 'package.json')) && !new RegExp(`\\b${folder}\\b`).test(text))
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

function namesIn(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function pagesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === '.git' || entry.name === '.erp') return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesIn(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}
