import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  crm_customers: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  crm_lead_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  crm_leads: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  crm_person_merges: standardColumns('tenant_id', 'id', 'created_at'),
  crm_personal_addresses: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    type: 'What the person uses the address for.',
    address_line1: 'Street and number, as the person gave them.',
    address_line2: 'Floor, building, or whatever else does not fit the first line.',
    city: 'Town of the address.',
    postal_code: 'Postal code as its country writes it; not checked.',
  },
  crm_personal_contacts: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    contact_type: 'What kind of handle it is, which decides how contact_value is written.',
  },
  crm_personal_journey: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    interaction_type: 'By which way the person was met; empty where there was no exchange.',
  },
  crm_personal_keys: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  crm_personal_profile: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    birth_date: 'Day of birth, where the person told it.',
    notes: 'What members remember of the person, in their own words.',
  },
  crm_potential: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    priority: 'How much the sale matters to the team; set by members.',
    status: 'open while it is in a stage; otherwise how it ended. Set by app.transition_opportunity.',
  },
  crm_potential_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  crm_reengage_batches_stats: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    notes: 'What members make of the figures of that day.',
  },
  crm_reengage_personal_keys: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    added_to_batch_at: 'When the person came into the batch; the earlier of two after a merge.',
    notes: 'What members remember of the attempt to win the person back.',
    priority: 'How soon the person is to be contacted among those of the batch.',
    status: 'How far the attempt has come, from pending to what the person made of it.',
  },
  crm_reengaged_batches: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    batch_name: 'What members call the batch, in lists and reports.',
    start_date: 'First day on which people of the batch are contacted; empty while that is open.',
    end_date: 'Last day of the effort, not before start_date; empty while that is open.',
    status: 'Whether its people are contacted: only while it is active.',
  },
};
