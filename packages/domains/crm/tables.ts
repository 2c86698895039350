/** Row types of crm, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface CrmCustomersRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  currency_code: string | null;
  lifetime_value: string;
  paid_orders_count: number;
  last_order_at: Date | null;
  lead_status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost' | null;
  potential_status: 'open' | 'won' | 'lost' | 'abandoned' | null;
  source: string | null;
  customer_rank: string | null;
  first_lead_id: string | null;
  batch_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmLeadStatusHistoryRow {
  tenant_id: string;
  id: string;
  lead_id: string;
  from_status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost' | null;
  to_status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface CrmLeadsRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  status: 'new' | 'contacted' | 'qualified' | 'converted' | 'lost';
  status_note: string | null;
  source: string | null;
  assigned_to: string | null;
  order_id: string | null;
  converted_customer_id: string | null;
  converted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmPersonMergesRow {
  tenant_id: string;
  id: string;
  dropped_id: string;
  dropped_external_key: string | null;
  kept_id: string;
  survivor_id: string;
  merged_by: string | null;
  moved: unknown;
  removed: unknown;
  created_at: Date;
}

export interface CrmPersonalAddressesRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  type: 'primary' | 'billing' | 'shipping' | 'other';
  address_line1: string | null;
  address_line2: string | null;
  city: string | null;
  state: string | null;
  country: string | null;
  postal_code: string | null;
  is_default: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface CrmPersonalContactsRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  lead_id: string | null;
  original_lead_id: string | null;
  contact_type: 'email' | 'phone' | 'social' | 'messaging' | 'other';
  contact_value: string;
  is_primary: boolean;
  is_verified: boolean;
  verified_at: Date | null;
  platform_name: string | null;
  platform_user_id: string | null;
  platform_page_id: string | null;
  platform_profile_url: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmPersonalJourneyRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  interaction_type: 'email' | 'sms' | 'call' | 'visit' | 'chat' | null;
  stage: 'awareness' | 'interest' | 'consideration' | 'purchase' | 'retention' | 'advocacy' | null;
  emotion: string | null;
  next_action: string | null;
  summary_text: string | null;
  confidence_score: string | null;
  sentiment_score: string | null;
  recorded_by: string | null;
  source: string | null;
  channel_platform_page_id: string | null;
  campaign_id: string | null;
  store_id: string | null;
  brand_id: string | null;
  related_order_id: string | null;
  created_at: Date;
}

export interface CrmPersonalKeysRow {
  tenant_id: string;
  id: string;
  external_key: string;
  erased_at: Date | null;
  erasure_hash: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmPersonalProfileRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  display_name: string | null;
  title: string | null;
  birth_date: Date | null;
  five_element: 'wood' | 'fire' | 'earth' | 'metal' | 'water' | null;
  intention: string | null;
  notes: string | null;
  custom_attributes: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface CrmPotentialRow {
  tenant_id: string;
  id: string;
  personal_key_id: string;
  assigned_to: string | null;
  status: 'open' | 'won' | 'lost' | 'abandoned';
  stage: 'prospecting' | 'qualification' | 'proposal' | 'negotiation' | 'closed';
  priority: 'low' | 'medium' | 'high' | 'critical';
  campaign_id: string | null;
  converted_to_order_id: string | null;
  currency_code: string | null;
  estimated_value: string | null;
  probability_score: number | null;
  expected_close_date: Date | null;
  interested_products: string[];
  created_at: Date;
  updated_at: Date;
}

export interface CrmReengageBatchesStatsRow {
  tenant_id: string;
  id: string;
  batch_id: string;
  snapshot_date: Date;
  contacted_count: number;
  response_count: number;
  conversion_count: number;
  total_contacted: number;
  total_responses: number;
  total_conversions: number;
  sms_sent: number;
  email_sent: number;
  phone_calls: number;
  revenue_generated: string;
  total_revenue: string;
  response_rate: string | null;
  conversion_rate: string | null;
  avg_revenue_per_conversion: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmReengagePersonalKeysRow {
  tenant_id: string;
  id: string;
  batch_id: string;
  personal_key_id: string;
  assigned_to: string | null;
  priority: 'low' | 'medium' | 'high' | 'critical';
  status: 'pending' | 'contacted' | 'responded' | 'converted' | 'failed' | 'opted_out';
  contact_attempts: number;
  last_contact_method: 'sms' | 'email' | 'phone' | 'chat' | 'visit' | null;
  added_to_batch_at: Date;
  contacted_at: Date | null;
  responded_at: Date | null;
  converted_at: Date | null;
  opted_out_at: Date | null;
  converted_order_id: string | null;
  conversion_value: string | null;
  failure_reason: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface CrmReengagedBatchesRow {
  tenant_id: string;
  id: string;
  batch_name: string;
  assigned_to: string | null;
  currency_code: string;
  historical_value: string | null;
  status: 'draft' | 'active' | 'paused' | 'completed' | 'cancelled';
  created_date: Date;
  target_size: number | null;
  start_date: Date | null;
  end_date: Date | null;
  contacted_count: number;
  response_count: number;
  conversion_count: number;
  reactivated_revenue: string;
  target_revenue: string | null;
  target_response_rate: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    crm_customers: Knex.CompositeTableType<
      CrmCustomersRow,
      Inserted<CrmCustomersRow, 'personal_key_id'>,
      Updated<CrmCustomersRow>
    >;
    crm_lead_status_history: Knex.CompositeTableType<
      CrmLeadStatusHistoryRow,
      Inserted<CrmLeadStatusHistoryRow, 'lead_id' | 'to_status'>,
      Updated<CrmLeadStatusHistoryRow>
    >;
    crm_leads: Knex.CompositeTableType<
      CrmLeadsRow,
      Inserted<CrmLeadsRow, 'personal_key_id'>,
      Updated<CrmLeadsRow>
    >;
    crm_person_merges: Knex.CompositeTableType<
      CrmPersonMergesRow,
      Inserted<CrmPersonMergesRow, 'dropped_id' | 'kept_id' | 'survivor_id'>,
      Updated<CrmPersonMergesRow>
    >;
    crm_personal_addresses: Knex.CompositeTableType<
      CrmPersonalAddressesRow,
      Inserted<CrmPersonalAddressesRow, 'personal_key_id'>,
      Updated<CrmPersonalAddressesRow>
    >;
    crm_personal_contacts: Knex.CompositeTableType<
      CrmPersonalContactsRow,
      Inserted<CrmPersonalContactsRow, 'personal_key_id' | 'contact_type' | 'contact_value'>,
      Updated<CrmPersonalContactsRow>
    >;
    crm_personal_journey: Knex.CompositeTableType<
      CrmPersonalJourneyRow,
      Inserted<CrmPersonalJourneyRow, 'personal_key_id'>,
      Updated<CrmPersonalJourneyRow>
    >;
    crm_personal_keys: Knex.CompositeTableType<
      CrmPersonalKeysRow,
      Inserted<CrmPersonalKeysRow, never>,
      Updated<CrmPersonalKeysRow>
    >;
    crm_personal_profile: Knex.CompositeTableType<
      CrmPersonalProfileRow,
      Inserted<CrmPersonalProfileRow, 'personal_key_id'>,
      Updated<CrmPersonalProfileRow>
    >;
    crm_potential: Knex.CompositeTableType<
      CrmPotentialRow,
      Inserted<CrmPotentialRow, 'personal_key_id'>,
      Updated<CrmPotentialRow>
    >;
    crm_reengage_batches_stats: Knex.CompositeTableType<
      CrmReengageBatchesStatsRow,
      Inserted<CrmReengageBatchesStatsRow, 'batch_id' | 'snapshot_date', 'response_rate' | 'conversion_rate' | 'avg_revenue_per_conversion'>,
      Updated<CrmReengageBatchesStatsRow, 'response_rate' | 'conversion_rate' | 'avg_revenue_per_conversion'>
    >;
    crm_reengage_personal_keys: Knex.CompositeTableType<
      CrmReengagePersonalKeysRow,
      Inserted<CrmReengagePersonalKeysRow, 'batch_id' | 'personal_key_id'>,
      Updated<CrmReengagePersonalKeysRow>
    >;
    crm_reengaged_batches: Knex.CompositeTableType<
      CrmReengagedBatchesRow,
      Inserted<CrmReengagedBatchesRow, 'batch_name' | 'currency_code'>,
      Updated<CrmReengagedBatchesRow>
    >;
  }
}
