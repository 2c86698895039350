import type { Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { sqlText } from '../database/sql-name.ts';

/** Tenants that are entered at most. */
const ENTERED = 10;

/** A tenant, and somebody who may enter it. */
interface Entrance {
  readonly tenant: string;
  readonly user: string;
}

/**
 * Looks at a restored database as the application does: outside any tenant it sees no row, inside one none of another.
 *
 * @returns how many tenants were entered.
 * @throws {Problem} `restored_isolation`.
 */
export async function assertTenantsApart(session: Session): Promise<number> {
  const tables = await session.query<{ title: string }>(TENANT_TABLES);
  if (tables.length === 0) return 0;
  const titles = tables.map(({ title }) => title);
  await assertUnseen(session, undefined, titles);
  const entrances = await session.query<Entrance>(ENTRANCES);
  for (const entrance of entrances) await assertUnseen(session, entrance, titles);
  return entrances.length;
}

async function assertUnseen(
  session: Session,
  entrance: Entrance | undefined,
  tables: readonly string[],
): Promise<void> {
  await session.query('BEGIN READ ONLY; SET LOCAL ROLE erp_app');
  try {
    if (entrance !== undefined)
      await session.query('SELECT app.enter_tenant($1::bigint, $2::bigint)', [
        entrance.tenant,
        entrance.user,
      ]);
    const foreign = entrance === undefined ? '' : `WHERE tenant_id <> ${entrance.tenant}`;
    const seen = await session.query<{ title: string }>(
      tables
        .map((title) => `SELECT ${sqlText(title)} AS title WHERE EXISTS (SELECT FROM ${title} ${foreign})`)
        .join('\nUNION ALL\n'),
    );
    const who =
      entrance === undefined ? 'A session without a tenant' : `A member of tenant ${entrance.tenant}`;
    if (seen.length > 0)
      throw leak(
        who,
        seen.map(({ title }) => title),
      );
    if (entrance === undefined) return;
    const [own] = await session.query<{ count: string }>('SELECT count(*) AS count FROM sys_tenant_members');
    if (own?.count === '0')
      throw leak(`${who} sees no member of the own tenant, so nothing was proven; it`, []);
  } finally {
    await session.query('ROLLBACK');
  }
}

function leak(who: string, tables: readonly string[]): Problem {
  return new Problem({
    code: 'restored_isolation',
    message: `${who} sees rows that belong to nobody, or somebody else, in ${tables.length} tables of the restored database.`,
    detail: tables.slice(0, 10).join('\n'),
    hint: 'The database that was backed up has the same policies: pnpm verify there, at once.',
  });
}

/** What the application may read of tenants. */
const TENANT_TABLES = `
  SELECT format('public.%I', c.relname) AS title FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND CASE WHEN to_regrole('erp_app') IS NOT NULL THEN has_table_privilege('erp_app', c.oid, 'SELECT') END ORDER BY 1`;

/** Of each tenant the member with the highest role. */
const ENTRANCES = `
  SELECT DISTINCT ON (t.id) t.id::text AS tenant, m.user_id::text AS user
  FROM sys_tenants t JOIN sys_tenant_members m ON m.tenant_id = t.id AND m.status = 'active'
  JOIN sys_users u ON u.id = m.user_id AND u.is_active
  LEFT JOIN sys_user_roles r ON r.tenant_id = t.id AND r.user_id = m.user_id
  LEFT JOIN sys_roles o ON o.tenant_id = t.id AND o.id = r.role_id
  WHERE t.status = 'active' ORDER BY t.id, o.priority DESC NULLS LAST, m.user_id LIMIT ${ENTERED}`;
