import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'crm_customers',
  'crm_lead_status_history',
  'crm_leads',
  'crm_person_merges',
  'crm_personal_addresses',
  'crm_personal_contacts',
  'crm_personal_journey',
  'crm_personal_keys',
  'crm_personal_profile',
  'crm_potential',
  'crm_reengage_batches_stats',
  'crm_reengage_personal_keys',
  'crm_reengaged_batches',
];
