import { FOREIGN_KEYS_SQL, readForeignKeys } from '@erp/engine/catalog';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { countOf } from '../print-plan.ts';
import { wrapText } from '../wrap-text.ts';
import type { ForeignKeysOptions } from './foreign-keys.command.ts';

/** `erp foreign-keys`: every foreign key of the live schema once, or the query that finds them. */
export async function foreignKeys(invocation: Invocation, options: ForeignKeysOptions): Promise<void> {
  if (options.sql === true) {
    if (options.json === true) invocation.json({ sql: FOREIGN_KEYS_SQL });
    else invocation.raw(`${FOREIGN_KEYS_SQL};`);
    return;
  }
  await withSession(invocation, 'foreign-keys', async (session) => {
    const keys = await readForeignKeys(session);
    if (options.json === true) {
      invocation.json({ foreignKeys: keys });
      return;
    }
    for (const { table, columns, foreignTable, foreignColumns } of keys) {
      const [first, ...rest] = wrapText(
        `${table} (${columns.join(', ')}) → ${foreignTable} (${foreignColumns.join(', ')})`,
        '',
        76,
      );
      for (const line of [first ?? '', ...rest.map((each) => `    ${each}`)]) invocation.stdout(line);
    }
    invocation.stdout(`${countOf(keys.length, 'foreign key')}.`);
  });
}
