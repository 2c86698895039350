import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** How people are reached and what they are worth is read by those who work with them. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['crm.read_people', 'crm.write'],
    ['crm_personal_contacts', 'crm_personal_addresses', 'crm_personal_profile', 'crm_personal_journey'],
  ],
  [['crm.read_people', 'crm.merge'], ['crm_person_merges']],
  [
    ['crm.read_values', 'crm.write', 'crm.delete'],
    ['crm_customers', 'crm_potential', 'crm_reengaged_batches'],
  ],
  [
    ['crm.read_values', 'crm.write'],
    ['crm_reengage_batches_stats', 'crm_reengage_personal_keys'],
  ],
];
