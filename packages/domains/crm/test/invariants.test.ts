import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  lead_history_complete: 'DELETE FROM crm_lead_status_history WHERE id % 50 = 1',
  converted_lead_has_customer: `
    UPDATE crm_leads SET converted_customer_id = converted_customer_id % 100 + 1 WHERE converted_customer_id < 9`,
  customer_statuses: "UPDATE crm_customers SET lead_status = 'lost' WHERE id = 3",
  children_after_person: "UPDATE crm_personal_journey SET created_at = '2001-01-01' WHERE id = 1",
  batch_counts: 'UPDATE crm_reengaged_batches SET response_count = response_count + 1 WHERE id = 1',
  batch_days:
    'UPDATE crm_reengage_batches_stats SET total_contacted = total_contacted + 1 WHERE batch_id = 1',
  opportunity_history_complete: "UPDATE crm_potential_status_history SET to_stage = 'proposal'",
  phone_of_one_person: `
    UPDATE crm_personal_contacts SET contact_value = (
      SELECT contact_value FROM crm_personal_contacts WHERE contact_type = 'phone' ORDER BY id LIMIT 1)
    WHERE contact_type = 'phone' AND id < 40`,
  postal_code_of_one_town: "UPDATE crm_personal_addresses SET city = city || ' ' || id",
  won_opportunity_is_customer: `
    UPDATE crm_potential SET status = 'won' WHERE personal_key_id NOT IN (SELECT personal_key_id FROM crm_customers)`,
  met_as_they_can_be_reached: 'UPDATE crm_personal_journey SET store_id = NULL',
  demo_touchpoints_differ: "UPDATE crm_personal_journey SET summary_text = 'Had one more question.'",
});
