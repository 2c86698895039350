import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  crm_customers: {
    codes: {
      customer_rank: 100,
    },
    moments: ['last_order_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  crm_lead_status_history: {
    moments: ['changed_at', 'created_at'],
  },
  crm_leads: {
    moments: ['converted_at', 'created_at', 'updated_at'],
  },
  crm_person_merges: {
    openLines: {
      dropped_external_key: 255,
    },
    moments: ['created_at'],
  },
  crm_personal_addresses: {
    openLines: {
      address_line1: 300,
      address_line2: 300,
      city: 300,
      state: 300,
      postal_code: 40,
    },
    moments: ['created_at', 'updated_at'],
  },
  crm_personal_contacts: {
    lines: {
      contact_value: 320,
    },
    openLines: {
      platform_user_id: 255,
      platform_page_id: 255,
      platform_profile_url: 4000,
    },
    codes: {
      platform_name: 100,
    },
    moments: ['verified_at', 'created_at', 'updated_at'],
  },
  crm_personal_journey: {
    moments: ['created_at'],
  },
  crm_personal_keys: {
    lines: {
      external_key: 255,
    },
    moments: ['erased_at', 'created_at', 'updated_at'],
  },
  crm_personal_profile: {
    openLines: {
      display_name: 300,
      title: 300,
      intention: 300,
    },
    moments: ['birth_date', 'created_at', 'updated_at'],
  },
  crm_potential: {
    moments: ['expected_close_date', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
  crm_reengage_batches_stats: {
    moments: ['snapshot_date', 'created_at', 'updated_at'],
  },
  crm_reengage_personal_keys: {
    moments: [
      'added_to_batch_at',
      'contacted_at',
      'responded_at',
      'converted_at',
      'opted_out_at',
      'created_at',
      'updated_at',
    ],
  },
  crm_reengaged_batches: {
    lines: {
      batch_name: 300,
    },
    moments: ['created_date', 'start_date', 'end_date', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
};
