import type { Invariant } from '@erp/kit/invariant';

/** Columns of a member whose values read the same in the audit and in the row, whatever the settings of the session. */
const MEMBER_COLUMNS = ['display_name', 'status', 'title', 'department', 'manager_user_id'];

/** What the audit recorded. */
export const auditInvariants: readonly Invariant[] = [
  {
    name: 'audit_says_what',
    says: 'An entry of the audit names a record and, unless it was only made, what was changed.',
    sql: `
      SELECT l.tenant_id, l.id AS key, format('%s of %s without %s', l.action, coalesce(l.entity_type, 'nothing'),
        CASE WHEN l.changes = '{}' THEN 'a change' ELSE 'a key' END) AS found
      FROM logs_human l
      WHERE l.source = 'audit' AND (
        l.entity_type IS NULL OR (l.entity_id IS NULL AND l.entity_key = '{}')
        OR (l.action IN ('update', 'delete') AND l.changes = '{}')
      )`,
  },
  {
    name: 'member_as_audited',
    says: 'A member is as the audit saw it for the last time.',
    sql: `
      SELECT m.tenant_id, m.user_id || ' ' || l.name AS key,
        format('is %s, the audit saw %s', to_jsonb(m) -> l.name, l.after) AS found
      FROM (
        SELECT DISTINCT ON (l.tenant_id, l.entity_key, c.key)
          l.tenant_id, (l.entity_key ->> 'user_id')::bigint AS user_id, c.key AS name, c.value -> 'after' AS after
        FROM logs_human l CROSS JOIN LATERAL jsonb_each(l.changes) c
        WHERE l.source = 'audit' AND l.entity_type = 'sys_tenant_members' AND l.action = 'update'
          AND c.key IN (${MEMBER_COLUMNS.map((name) => `'${name}'`).join(', ')})
        ORDER BY l.tenant_id, l.entity_key, c.key, l.created_at DESC, l.id DESC
      ) l
      JOIN sys_tenant_members m ON m.tenant_id = l.tenant_id AND m.user_id = l.user_id
      WHERE l.after <> '"***"' AND to_jsonb(m) -> l.name IS DISTINCT FROM l.after`,
  },
];
