import { readByOneComparison, readBySubSelect } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Tenant and permission for reading become one comparison, which an index answers; who reads what stays as it is. */
export async function up(knex: Knex): Promise<void> {
  await readByOneComparison(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await readBySubSelect(knex, TABLES);
}

const TABLES = ['shift_report', 'schedule_revision_detail'];
