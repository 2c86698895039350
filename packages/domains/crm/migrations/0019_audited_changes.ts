import { type AuditedChanges, auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import type { Knex } from 'knex';

/** The audit watches the data of persons, without writing them down once more, and what customers are. */
export async function up(knex: Knex): Promise<void> {
  await auditChanges(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await stopAuditingChanges(knex, TABLES);
}

const TABLES: Readonly<Record<string, AuditedChanges>> = {
  crm_personal_keys: {
    columns: ['external_key', 'erased_at'],
    mask: ['external_key'],
  },
  crm_personal_contacts: {
    columns: [
      'personal_key_id',
      'contact_type',
      'contact_value',
      'is_primary',
      'is_verified',
      'platform_name',
      'platform_user_id',
      'platform_page_id',
      'platform_profile_url',
    ],
    mask: ['contact_value', 'platform_user_id', 'platform_page_id', 'platform_profile_url'],
    addedWhen: 'true',
  },
  crm_personal_addresses: {
    columns: [
      'personal_key_id',
      'type',
      'address_line1',
      'address_line2',
      'city',
      'state',
      'country',
      'postal_code',
      'is_default',
    ],
    mask: ['address_line1', 'address_line2', 'city', 'state', 'country', 'postal_code'],
    addedWhen: 'true',
  },
  crm_personal_profile: {
    columns: [
      'personal_key_id',
      'display_name',
      'title',
      'birth_date',
      'intention',
      'notes',
      'custom_attributes',
    ],
    mask: ['display_name', 'title', 'birth_date', 'intention', 'notes', 'custom_attributes'],
  },
  crm_customers: {
    columns: ['customer_rank', 'personal_key_id'],
  },
};
