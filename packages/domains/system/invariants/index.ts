import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of system keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'tenant_has_owner',
    says: 'Every tenant that can be entered has an active owner.',
    sql: `
      SELECT t.id AS tenant_id, t.slug AS key, 'no active member holds the role owner' AS found
      FROM sys_tenants t
      WHERE t.status = 'active' AND NOT EXISTS (
        SELECT FROM sys_user_roles u
        JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id AND r.template_key = 'owner'
        JOIN sys_tenant_members m ON m.tenant_id = u.tenant_id AND m.user_id = u.user_id AND m.status = 'active'
        WHERE u.tenant_id = t.id AND (u.expires_at IS NULL OR u.expires_at > now())
      )`,
  },
  {
    name: 'owner_holds_all_permissions',
    says: 'The role owner holds every permission that there is.',
    sql: `
      SELECT r.tenant_id, p.key, 'the owner does not hold it' AS found
      FROM sys_roles r CROSS JOIN sys_permissions p
      WHERE r.template_key = 'owner' AND NOT EXISTS (
        SELECT FROM sys_role_permissions h
        WHERE h.tenant_id = r.tenant_id AND h.role_id = r.id AND h.permission_id = p.id
      )`,
  },
  {
    name: 'counter_ahead_of_start',
    says: 'No document counter stands before the first number of its sequence.',
    sql: `
      SELECT c.tenant_id, s.kind || ' ' || c.period AS key, 'next is ' || c.next_value AS found
      FROM sys_document_counters c
      JOIN sys_document_sequences s ON s.tenant_id = c.tenant_id AND s.id = c.sequence_id
      WHERE c.next_value < s.start_value`,
  },
];
