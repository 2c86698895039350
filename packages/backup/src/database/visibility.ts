import type { Session } from '@erp/engine/connection';
import { LEDGER_TABLE } from '@erp/engine/ledger';
import { Problem } from '@erp/kit/problem';

/** Tables that are named; the others are counted. */
const SHOWN = 5;

/**
 * Tables of which a role cannot be sure to see all rows. Row security does not refuse whom it binds, it leaves rows out,
 * and no count that the role asks for would tell. So it is read from the catalog: the role is not bound, or a policy
 * without a condition lets it read every row and none restricts that.
 */
const HIDDEN = `
  WITH applying AS (
    SELECT p.polrelid, p.polpermissive, pg_get_expr(p.polqual, p.polrelid) = 'true' AS free
    FROM pg_policy p
    WHERE p.polcmd IN ('r', '*')
      AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(current_user, r, 'USAGE'))
  )
  SELECT t.id::regclass::text AS "table",
    CASE WHEN NOT has_table_privilege(t.id, 'SELECT') THEN 'no right to read it' ELSE 'row security' END AS reason
  FROM unnest($1::oid[]) AS t (id)
  WHERE NOT has_table_privilege(t.id, 'SELECT')
     OR (row_security_active(t.id) AND (
          NOT EXISTS (SELECT FROM applying a WHERE a.polrelid = t.id AND a.polpermissive AND a.free)
          OR EXISTS (SELECT FROM applying a WHERE a.polrelid = t.id AND NOT a.polpermissive AND a.free IS NOT TRUE)))
  ORDER BY 1`;

/**
 * Makes sure that the role of a session sees every row of the tables.
 *
 * @param tables their numbers in the catalog.
 * @throws {Problem} `backup_blind`, with the tables that it would get in part.
 */
export async function assertSeesEverything(session: Session, tables: readonly string[]): Promise<void> {
  const hidden = await session.query<{ table: string; reason: string }>(HIDDEN, [tables]);
  if (hidden.length === 0) return;
  const [who] = await session.query<{ role: string; owner: string }>(
    `SELECT current_user AS role, pg_get_userbyid(relowner) AS owner FROM pg_class WHERE oid = 'public.${LEDGER_TABLE}'::regclass`,
  );
  const more = hidden.length > SHOWN ? [`and ${hidden.length - SHOWN} more`] : [];
  throw new Problem({
    code: 'backup_blind',
    message: `The role ${who?.role} does not see all rows of ${hidden.length} of ${tables.length} tables; a backup by it would have a part of them.`,
    detail: [...hidden.slice(0, SHOWN).map(({ table, reason }) => `${table}: ${reason}`), ...more].join('\n'),
    hint: `Nothing was written. Connect as ${who?.owner}, who owns the tables and is a member of erp_service, or as a role with BYPASSRLS.`,
  });
}
