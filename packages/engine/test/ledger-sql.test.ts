import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const ledger = join('packages', 'engine', 'src', 'ledger') + sep;

/** The sources of every package and app. */
function sources(): string[] {
  return ['apps', 'packages'].flatMap((place) =>
    readdirSync(join(root, place)).flatMap((name) => {
      const folder = join(root, place, name, 'src');
      return filesBelow(folder).map((file) => relative(root, join(folder, file)));
    }),
  );
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(ts|js)$/.test(file),
    );
  } catch {
    // packages/domains holds packages, and has no sources of its own.
    return [];
  }
}

/** What makes the ledger wait for tests stands below the engine, and names the one table that stock Knex names as well. */
const LISTED = [join('packages', 'test-database', 'src', 'end-while-blocked.ts')];

test('the tables of the ledger are named in its own folder alone', () => {
  const files = sources();
  expect(files.some((file) => file.startsWith(ledger))).toBe(true);
  const naming = files.filter((file) => readFileSync(join(root, file), 'utf8').includes('knex_migrations'));
  expect(naming.filter((file) => !file.startsWith(ledger))).toEqual(LISTED);
});
