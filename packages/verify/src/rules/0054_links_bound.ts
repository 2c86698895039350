import type { Link } from '@erp/kit/link';
import type { CatalogSession, SchemaRule } from '../schema-rule.ts';

const ID = '0054';

/** See docs/rules/0054_links_bound.md */
export const rule: SchemaRule = {
  id: ID,
  name: 'links_bound',
  title: 'Every declared link whose tables are there has its foreign key',
  level: 'error',
  needs: 'workspace',
  async find(session, { workspace }) {
    const links = (workspace?.domains ?? []).flatMap((domain) => domain.links.map((step) => step.link));
    const unbound: Link[] = [];
    for (const link of links) if (await isUnbound(session, link)) unbound.push(link);
    return unbound.map(({ from, to, because }) => ({
      rule: ID,
      key: `${from.table}.${from.column}`,
      table: `public.${from.table}`,
      message: `The link ${from.table}.${from.column} → ${to.table}.${to.column} has no validated foreign key, though both tables are there.`,
      detail: because,
      remediation: 'pnpm migrate',
    }));
  },
};

async function isUnbound(session: CatalogSession, { from, to }: Link): Promise<boolean> {
  const [row] = await session.query<{ unbound: boolean }>(UNBOUND, [
    from.table,
    from.column,
    to.table,
    to.column,
  ]);
  return row?.unbound === true;
}

const UNBOUND = `
  SELECT to_regclass('public.' || quote_ident($1)) IS NOT NULL AND to_regclass('public.' || quote_ident($3)) IS NOT NULL
     AND NOT EXISTS (
           SELECT FROM pg_constraint k
            WHERE k.contype = 'f' AND k.convalidated
              AND k.conrelid = to_regclass('public.' || quote_ident($1)) AND k.confrelid = to_regclass('public.' || quote_ident($3))
              AND ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(attnum, place)
                          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum ORDER BY place) = ARRAY['tenant_id', $2]
              AND ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(attnum, place)
                          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum ORDER BY place) = ARRAY['tenant_id', $4])
         AS unbound`;
