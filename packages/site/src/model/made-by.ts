import { readFileSync } from 'node:fs';
import type { DomainPackage } from '@erp/engine/project';

/**
 * The migration that made each table and view, as the text of the migrations tells: the first of its domain in which the
 * name stands as the argument of a word that makes one.
 *
 * @param owners domains of tables and views, by name.
 * @returns names as the ledger has them, e.g. `crm/0007_leads`; a table that no text names is left out.
 */
export function migrationsOfTables(
  domains: readonly DomainPackage[],
  owners: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const domain of domains) {
    const texts = domain.migrations.map(({ name, file }) => ({ name, text: readFileSync(file, 'utf8') }));
    for (const [table, owner] of owners) {
      if (owner !== domain.name) continue;
      const found =
        texts.find(({ text }) => makes(text, table)) ?? texts.find(({ text }) => names(text, table));
      if (found !== undefined) made.set(table, found.name);
    }
  }
  return made;
}

/** Calls that make a table, with the name inside; a lifecycle names its history. */
function makes(text: string, table: string): boolean {
  return new RegExp(
    String.raw`\bcreate\w*\([^()]*['"\x60]${table}['"\x60]|\bhistory: ['"]${table}['"]|\bCREATE (?:TABLE|VIEW) (?:public\.)?${table}\b`,
  ).test(text);
}

/** A migration may make tables in a loop over their names. */
function names(text: string, table: string): boolean {
  return new RegExp(String.raw`['"\x60]${table}['"\x60]`).test(text);
}
