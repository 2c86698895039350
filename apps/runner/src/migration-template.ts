import type { DomainPackage } from '@erp/engine/project';

/**
 * The text of a new migration. It calls `unwritten`, which no command takes, and shows beside it how a table and a
 * column of this domain are made and taken away.
 *
 * @param what in the words of whoever asked for it.
 */
export function migrationTemplate(domain: DomainPackage, what: string): string {
  const table = `${domain.name.replaceAll('-', '_')}_things`;
  const permission = `${domain.name.replaceAll('-', '_')}.write`;
  return `import { unwritten } from '@erp/kit/unwritten';
import type { Knex } from 'knex';

/*
 * ${what.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ').trim()}
 *
 * A table of tenants (imports: @erp/kit/schema, @erp/kit/input-checks, @erp/kit/tenant-default):
 *
 *   await createTenantTable(knex, '${table}', { write: '${permission}' }, (table) => {
 *     textLine(table, 'name').notNullable().comment('What it holds …');
 *     finiteMoments(table, ['created_at', 'updated_at']);
 *     table.comment('One row is …');
 *   });
 *   await defaultToEnteredTenant(knex, ['${table}']);
 *   down: await knex.schema.dropTable('${table}');
 *
 * A column:
 *
 *   await knex.schema.alterTable('${table}', (table) => {
 *     textLine(table, 'color').comment('What it holds …');
 *   });
 *   down: the same with table.dropColumn('color');
 *
 * A down that cannot be: irreversible('why') of @erp/kit/irreversible.
 * Text and JSON columns are declared in personal.ts of the domain.
 */

export async function up(_knex: Knex): Promise<void> {
  unwritten('up');
}

export async function down(_knex: Knex): Promise<void> {
  unwritten('down');
}
`;
}
