import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  alert_steps: "UPDATE alert_events SET event = 'reopened' WHERE id IN (SELECT min(id) FROM alert_events)",
  alert_as_its_steps: `
    UPDATE alerts SET resolution_notes = 'Something else.' WHERE id = (SELECT min(id) FROM alerts WHERE resolved_by IS NOT NULL)`,
  alert_raised_in_time: "UPDATE alerts SET last_raised_at = created_at - interval '1 hour' WHERE id = 1",
  expired_in_time: `
    UPDATE alerts a SET expires_at = resolved_at + interval '1 minute'
    FROM alert_events e WHERE e.tenant_id = a.tenant_id AND e.alert_id = a.id AND e.event = 'expired'`,
  one_trouble_at_a_time: `
    INSERT INTO alerts (tenant_id, alert_key_id, entity_type, entity_id, severity, status, created_at, last_raised_at, resolved_at)
    SELECT tenant_id, alert_key_id, entity_type, entity_id, severity, 'resolved', resolved_at - interval '1 second',
      resolved_at - interval '1 second', resolved_at
    FROM alerts a
    WHERE a.resolved_at > a.created_at + interval '1 minute'
      AND NOT EXISTS (SELECT FROM alert_events e WHERE e.alert_id = a.id AND e.event = 'reopened')
    LIMIT 1`,
  taken_delivery_was_called: `
    INSERT INTO logs_webhook_deliveries (tenant_id, sent_by, delivery_id) SELECT tenant_id, 'payments', 'evt_unheard_of' FROM alerts LIMIT 1`,
  tries_in_order: "UPDATE logs_webhook SET attempt = 9 WHERE direction = 'out' AND attempt = 2",
  run_ends_once: "UPDATE logs_system SET action = 'job_failed' WHERE action = 'cleanup'",
  audit_says_what: "UPDATE logs_human SET changes = '{}' WHERE source = 'audit'",
  member_as_audited: `
    UPDATE sys_tenant_members m SET manager_user_id = NULL
    FROM logs_human l WHERE l.tenant_id = m.tenant_id AND (l.entity_key ->> 'user_id')::bigint = m.user_id`,
  private_note_has_author: 'UPDATE notes SET created_by = NULL WHERE is_private',
  demo_notes_differ: "UPDATE notes SET content = 'Told the team.'",
  looked_after_by_day:
    "UPDATE alert_events SET created_at = created_at + interval '12 hours' WHERE event = 'acknowledged'",
});
