import { readFile } from 'node:fs/promises';
import type { Project } from './project.ts';

/**
 * Whose tables are whose: by tables.ts, and by the text of migrations, which are ahead of it while they are new.
 *
 * @returns names of domains by table; several where a table has changed hands.
 */
export async function readTableOwners(project: Project): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const owners = new Map<string, Set<string>>();
  const add = (table: string, domain: string) => {
    const found = owners.get(table) ?? new Set();
    owners.set(table, found.add(domain));
  };
  for (const domain of project.domains) {
    for (const table of domain.tables.keys()) add(table, domain.name);
    for (const { file } of domain.migrations) {
      for (const table of tablesMade(await readFile(file, 'utf8'))) add(table, domain.name);
    }
  }
  return owners;
}

/** Ways to write that a table is made: in SQL, by Knex, by the kit. */
const MADE = [
  /\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:"?public"?\.)?"?([a-z_][a-z0-9_]*)/gi,
  /\bcreate\w*Table\w*\(\s*(?:\w+\s*,\s*)?['"`]([a-z_][a-z0-9_]*)/g,
  /\brename\s+to\s+"?([a-z_][a-z0-9_]*)/gi,
  /\brenameTable\(\s*['"`]\w+['"`]\s*,\s*['"`]([a-z_][a-z0-9_]*)/g,
];

function tablesMade(source: string): string[] {
  return MADE.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1] ?? ''));
}
