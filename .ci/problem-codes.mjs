/**
 * Holds docs/problems.md to the sources: every code of a problem has a line there, and every line has a code. An argument
 * names another checkout.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, namesIn } from './checkout-files.mjs';

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const written = new Map();
for (const parent of ['packages', 'apps']) {
  for (const name of namesIn(join(root, parent))) {
    for (const file of filesBelow(join(root, parent, name, 'src'), /\.ts$/)) {
      for (const code of codesOf(readFileSync(file, 'utf8'))) {
        if (!written.has(code)) written.set(code, file.slice(root.length + 1));
      }
    }
  }
}
const page = readFileSync(join(root, 'docs', 'problems.md'), 'utf8');
const lines = [...page.matchAll(/^\| `([a-z_]+)` \| (.*) \| (.*) \|$/gm)];
const described = new Set(lines.map(([, code]) => code));
const found = [
  ...[...written]
    .filter(([code]) => !described.has(code))
    .map(
      ([code, file]) =>
        `docs/problems.md says nothing of ${code} (${file}). Add: | \`${code}\` | what | next move |`,
    ),
  ...[...described]
    .filter((code) => !written.has(code))
    .map((code) => `docs/problems.md describes ${code}, which nothing reports. Take its line out.`),
  ...lines
    .filter(([, , what, next]) => what.trim() === '' || next.trim() === '')
    .map(([, code]) => `docs/problems.md leaves a field of ${code} empty.`),
  ...lines
    .map(([, code]) => code)
    .filter((code, index, all) => all.indexOf(code) !== index)
    .map((code) => `docs/problems.md describes ${code} twice.`),
];
if (found.length > 0) {
  console.error(found.join('\n'));
  process.exitCode = 1;
}

/** Codes that a module reports; those of Node and of PostgreSQL are in capitals. One is put together from two. */
function codesOf(source) {
  const plain = [...source.matchAll(/\bcode: '([a-z][a-z_]+)'/g)].map(([, code]) => code);
  const composed = source.includes('code: `migration_without_$')
    ? ['migration_without_up', 'migration_without_down']
    : [];
  const other = [...source.matchAll(/\bcode: `([^`]*)`/g)].filter(
    ([, text]) => !text.startsWith('migration_without_$'),
  );
  return [...plain, ...composed, ...other.map(([, text]) => text)];
}
