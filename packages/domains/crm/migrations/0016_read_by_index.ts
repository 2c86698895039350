import { readByOneComparison, readBySubSelect } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Tenant and permission for reading become one comparison, which an index answers; who reads what stays as it is. */
export async function up(knex: Knex): Promise<void> {
  await readByOneComparison(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await readBySubSelect(knex, TABLES);
}

const TABLES = [
  'crm_personal_contacts',
  'crm_personal_addresses',
  'crm_personal_profile',
  'crm_personal_journey',
  'crm_person_merges',
  'crm_customers',
  'crm_potential',
  'crm_reengaged_batches',
  'crm_reengage_batches_stats',
  'crm_reengage_personal_keys',
];
