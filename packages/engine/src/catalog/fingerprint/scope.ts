import { LEDGER_RELATIONS } from '../../ledger/ledger-tables.ts';

/** What of a database is described; all of it where nothing is said. Each is an SQL expression. */
export interface ScopeFilter {
  /** Names of schemas, as text[]; NULL is all. */
  readonly schemas?: string;
  /** Numbers of tables, views and sequences, as oid[]. */
  readonly relations?: string;
  /** Numbers of functions, as oid[]. */
  readonly routines?: string;
}

/** The common table expressions that lines are read from. */
export const scope = ({ schemas, relations, routines }: ScopeFilter) => `
  extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  space AS (
    SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       ${schemas === undefined ? '' : `AND (${schemas} IS NULL OR n.nspname = ANY (${schemas}))`}
       AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid)
  ),
  -- Whoever owns most tables migrates; the role has another name on every server.
  migrating AS (
    SELECT coalesce((SELECT mode() WITHIN GROUP (ORDER BY c.relowner) FROM pg_class c
                      WHERE c.relnamespace = to_regnamespace('public') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                        AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)),
                    (SELECT datdba FROM pg_database WHERE datname = current_database())) AS oid
  ),
  any_relation AS (
    SELECT c.*, s.nspname, CASE WHEN c.relispartition THEN 'partition of ' || root.title
                     ELSE format('%I.%I', s.nspname, c.relname) END AS title
      FROM pg_class c JOIN space s ON s.oid = c.relnamespace
      LEFT JOIN LATERAL (SELECT format('%I.%I', n.nspname, r.relname) AS title
                           FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace
                          WHERE r.oid = pg_partition_root(c.oid)) root ON c.relispartition
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') ${relations === undefined ? '' : `AND c.oid = ANY (${relations})`}
       AND NOT (s.nspname = 'public' AND c.relname IN (${LEDGER_RELATIONS.map((name) => `'${name}'`).join(', ')}))
       AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
       AND (c.relkind <> 'S' OR NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype = 'i'))
  ),
  put_away AS (SELECT * FROM any_relation WHERE nspname = 'archive' AND relname ~ '_y[0-9]{4}m[0-9]{2}$'),
  relation AS (SELECT * FROM any_relation WHERE oid NOT IN (SELECT oid FROM put_away)),
  routine AS (
    SELECT p.*, format('%I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS title
      FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
     WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
       ${routines === undefined ? '' : `AND p.oid = ANY (${routines})`}
  )`;

/** A role as a fingerprint names it. */
export const role = (oid: string) =>
  `CASE WHEN ${oid} = 0 THEN 'PUBLIC' WHEN ${oid} = (SELECT oid FROM migrating) THEN '<owner>' ELSE pg_get_userbyid(${oid}) END`;

/** The end of a line about a right: to whom, and whether it may be handed on. */
export const grantedTo = (acl: string) =>
  `${role(`${acl}.grantee`)} || CASE WHEN ${acl}.is_grantable THEN ', with grant option' ELSE '' END`;

/** Who owns something, where that is not the migrating role. */
export const ownedBy = (oid: string) =>
  `CASE WHEN ${oid} <> (SELECT oid FROM migrating) THEN 'owner ' || pg_get_userbyid(${oid}) END`;

/** What is a person's own and no part of an extension. */
export const notExtended = (catalog: string, oid: string) =>
  `NOT EXISTS (SELECT FROM extended e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid})`;

/** What is different from the usual of a sequence `q` of pg_sequence. */
export const SEQUENCE_OPTIONS = `nullif(concat_ws(' ',
    CASE WHEN q.seqstart <> 1 THEN 'start ' || q.seqstart END, CASE WHEN q.seqincrement <> 1 THEN 'increment ' || q.seqincrement END,
    CASE WHEN q.seqmin <> 1 THEN 'minimum ' || q.seqmin END,
    CASE WHEN q.seqmax <> CASE q.seqtypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE 9223372036854775807 END
         THEN 'maximum ' || q.seqmax END,
    CASE WHEN q.seqcache <> 1 THEN 'cache ' || q.seqcache END, CASE WHEN q.seqcycle THEN 'cycle' END), '')`;
