import type { Client } from 'pg';

/**
 * Lets the functions, triggers, defaults and views of a scratch database read the story's clock instead of the server's.
 * Functions resolve now() in pg_catalog, where nothing can take its place; so their installed definitions are rewritten,
 * and the sources stay as they are. See docs/decisions/0015-replay-rewrites-the-clock.md.
 *
 * Without a setting the clock is the server's.
 *
 * @param client as the owner of the schema, on a database that is thrown away.
 * @returns how many definitions read the story's clock from now on.
 * @throws when a definition is left that reads the server's.
 */
export async function installStoryClock(client: Client): Promise<number> {
  await client.query(CLOCK);
  const { rows } = await client.query<{ statement: string }>(DEFINITIONS);
  for (const { statement } of rows) await client.query(readingStory(statement));
  const { rows: left } = await client.query<{ statement: string }>(DEFINITIONS);
  if (left.length > 0)
    throw new Error(`The server's clock is still read by: ${left.map((each) => each.statement).join('\n')}`);
  return rows.length;
}

const CLOCK = `
  CREATE SCHEMA replay;
  CREATE FUNCTION replay.now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(pg_catalog.current_setting('replay.now', true), '')::timestamptz, pg_catalog.now()) $$;
  GRANT USAGE ON SCHEMA replay TO PUBLIC`;

/** Ways to ask for the time, as PostgreSQL writes them back. */
const ASKS = String.raw`(\m(now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)|\m(CURRENT_TIMESTAMP|CURRENT_DATE|LOCALTIMESTAMP)\M)`;
/** The same for the story's own clock, which is none of them. */
const OWN = String.raw`replay\.now\(\)`;

const reads = (text: string) => `regexp_replace(${text}, '${OWN}', '', 'g') ~ '${ASKS}'`;

const DEFINITIONS = `
  SELECT pg_get_functiondef(p.oid) AS statement FROM pg_proc p
   WHERE p.pronamespace IN ('app'::regnamespace, 'public'::regnamespace) AND p.prokind IN ('f', 'p')
     AND ${reads('pg_get_functiondef(p.oid)')}
  UNION ALL
  SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT %s', d.adrelid::regclass, a.attname, pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated = ''
    JOIN pg_class c ON c.oid = d.adrelid AND c.relname NOT LIKE 'knex%'
   WHERE ${reads('pg_get_expr(d.adbin, d.adrelid)')}
  UNION ALL
  SELECT format('CREATE OR REPLACE VIEW %s AS %s', v.oid::regclass, pg_get_viewdef(v.oid)) FROM pg_class v
   WHERE v.relkind = 'v' AND v.relnamespace IN ('app'::regnamespace, 'public'::regnamespace)
     AND ${reads('pg_get_viewdef(v.oid)')}
  UNION ALL
  SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE NOT t.tgisinternal AND ${reads('pg_get_triggerdef(t.oid)')}
  UNION ALL
  SELECT format('policy %s of %s', p.polname, p.polrelid::regclass) FROM pg_policy p
   WHERE ${reads("concat(pg_get_expr(p.polqual, p.polrelid), ' ', pg_get_expr(p.polwithcheck, p.polrelid))")}`;

function readingStory(statement: string): string {
  return statement
    .replace(
      /(?:\bpg_catalog\.)?(?<!replay\.)\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\(\)/g,
      'replay.now()',
    )
    .replace(/\bCURRENT_TIMESTAMP\b/g, 'replay.now()')
    .replace(/\bLOCALTIMESTAMP\b/g, 'replay.now()::timestamp')
    .replace(/\bCURRENT_DATE\b/g, 'replay.now()::date');
}
