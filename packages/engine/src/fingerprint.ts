import { createHash } from 'node:crypto';
import type { Session } from './session.ts';

/** The live schema as sorted text: equal text, equal schema. */
export interface Fingerprint {
  /** SHA-256 of the lines, 64 hex digits. */
  readonly hash: string;
  /** One line per table, column, constraint, index, policy, trigger, function, grant, comment …, sorted. */
  readonly lines: readonly string[];
}

/**
 * Describes everything in a database that is not PostgreSQL's own, an extension's or the ledger's. Leaves out what
 * does not make a difference: order of columns, object ids, the name of the owner, the server's version (NOT NULL
 * is a property of the column here, although 18 also keeps it as a constraint).
 *
 * Partitions come and go while the schema stays the same. So they are described together, each line once: which
 * of them there are makes no difference, but one that is not like the others adds lines of its own. What they have
 * from their table is described there. Months in the schema `archive` are data that was put away.
 */
export async function takeFingerprint(session: Pick<Session, 'query'>): Promise<Fingerprint> {
  const rows = await session.query<{ line: string }>(`WITH ${SCOPE} ${PARTS.join('\nUNION ALL\n')}`);
  // Sorted here, because the order of text in the server depends on its collation.
  const lines = [...new Set(rows.map((row) => row.line))].sort();
  return { hash: createHash('sha256').update(lines.join('\n')).digest('hex'), lines };
}

/** How two schemas differ, as lines of their fingerprints. */
export interface SchemaDifference {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

/** Lines of `expected` that `found` lacks, and those that it has beyond them. */
export function compareLines(expected: readonly string[], found: readonly string[]): SchemaDifference {
  const [wanted, there] = [new Set(expected), new Set(found)];
  return {
    missing: expected.filter((line) => !there.has(line)),
    extra: found.filter((line) => !wanted.has(line)),
  };
}

const SCOPE = `
  space AS (
    SELECT n.oid, n.nspname, n.nspowner, n.nspacl FROM pg_namespace n
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
  ),
  relation AS (
    SELECT c.*, CASE WHEN c.relispartition THEN 'partition of ' || root.title
                     ELSE format('%I.%I', s.nspname, c.relname) END AS title
      FROM pg_class c JOIN space s ON s.oid = c.relnamespace
      LEFT JOIN LATERAL (SELECT format('%I.%I', n.nspname, r.relname) AS title
                           FROM pg_class r JOIN pg_namespace n ON n.oid = r.relnamespace
                          WHERE r.oid = pg_partition_root(c.oid)) root ON c.relispartition
     WHERE s.nspname <> 'archive' AND c.relname NOT LIKE 'knex\\_migrations%' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
       AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0 AND d.deptype IN ('e', 'i'))
  ),
  routine AS (
    SELECT p.*, format('%I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) AS title
      FROM pg_proc p JOIN space s ON s.oid = p.pronamespace
     WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  )`;

/** A role as a fingerprint names it: the migrating owner has another name on every server. */
const role = (oid: string, owner: string) =>
  `CASE WHEN ${oid} = 0 THEN 'PUBLIC' WHEN ${oid} = ${owner} THEN '<owner>' ELSE pg_get_userbyid(${oid}) END`;

const PARTS = [
  `SELECT format('schema %I', nspname) AS line FROM space`,
  `SELECT format('schema %I grant %s to %s', s.nspname, a.privilege_type, pg_get_userbyid(a.grantee))
     FROM space s, aclexplode(s.nspacl) a WHERE a.grantee NOT IN (0, s.nspowner)`,
  `SELECT format('extension %I', extname) FROM pg_extension WHERE extname <> 'plpgsql'`,
  `SELECT concat_ws(' ', 'relation', title, 'kind', relkind,
          CASE WHEN relrowsecurity THEN 'rls' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
          CASE WHEN relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(oid) END,
          CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
          array_to_string(reloptions, ',')) FROM relation`,
  `SELECT format('default %s', title) FROM relation WHERE relispartition AND pg_get_expr(relpartbound, oid) = 'DEFAULT'`,
  `SELECT concat_ws(' ', 'column', r.title || '.' || quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attnotnull THEN 'not null' END,
          CASE a.attidentity WHEN 'd' THEN 'identity by default' WHEN 'a' THEN 'identity always' END,
          CASE a.attgenerated WHEN '' THEN 'default ' ELSE 'generated ' END || pg_get_expr(d.adbin, d.adrelid))
     FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
    WHERE r.relkind <> 'S' AND NOT r.relispartition`,
  `SELECT format('constraint %s %I %s%s', r.title, c.conname, pg_get_constraintdef(c.oid),
          CASE WHEN c.convalidated THEN '' ELSE ' (not validated)' END)
     FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
      AND c.conparentid = 0 AND c.coninhcount = 0`,
  `SELECT format('index %s%s', pg_get_indexdef(i.indexrelid), CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END)
     FROM relation r JOIN pg_index i ON i.indrelid = r.oid
    WHERE NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)`,
  `SELECT format('policy %s %I %s for %s to %s using %s check %s', r.title,
          CASE WHEN r.relispartition THEN 'service' ELSE p.polname END,
          CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, p.polcmd,
          (SELECT string_agg(${role('o', 'r.relowner')}, ',' ORDER BY ${role('o', 'r.relowner')}) FROM unnest(p.polroles) o),
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
     FROM relation r JOIN pg_policy p ON p.polrelid = r.oid`,
  `SELECT format('trigger %s %s enabled %s', r.title, pg_get_triggerdef(t.oid), t.tgenabled)
     FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    WHERE t.tgparentid = 0 OR t.tgenabled <> (SELECT p.tgenabled FROM pg_trigger p WHERE p.oid = t.tgparentid)`,
  `SELECT format('relation %s grant %s to %s', r.title, a.privilege_type, ${role('a.grantee', 'r.relowner')})
     FROM relation r, aclexplode(r.relacl) a WHERE a.grantee <> r.relowner`,
  `SELECT format('column %s.%I grant %s to %s', r.title, c.attname, a.privilege_type, ${role('a.grantee', 'r.relowner')})
     FROM relation r JOIN pg_attribute c ON c.attrelid = r.oid, aclexplode(c.attacl) a WHERE a.grantee <> r.relowner`,
  `SELECT concat_ws(' ', 'routine', title, 'returns', coalesce(pg_get_function_result(oid), 'nothing'), 'kind', prokind,
          'language', (SELECT lanname FROM pg_language l WHERE l.oid = prolang), 'volatile', provolatile,
          'parallel', proparallel, CASE WHEN prosecdef THEN 'definer' END, CASE WHEN proleakproof THEN 'leakproof' END,
          CASE WHEN proisstrict THEN 'strict' END, 'set', array_to_string(proconfig, ','),
          'owner', ${role('proowner', '(SELECT datdba FROM pg_database WHERE datname = current_database())')},
          'body', md5(coalesce(pg_get_function_sqlbody(oid), prosrc))) FROM routine`,
  `SELECT format('routine %s grant %s to %s', r.title, a.privilege_type, ${role('a.grantee', 'r.proowner')})
     FROM routine r, aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) a WHERE a.grantee <> r.proowner`,
  `SELECT concat_ws(' ', 'type', format('%I.%I', s.nspname, t.typname), t.typtype, format_type(t.typbasetype, t.typtypmod),
          (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid))
     FROM pg_type t JOIN space s ON s.oid = t.typnamespace
    WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND (SELECT relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'))
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')`,
  `SELECT format('comment on %s%s: %s', r.title, coalesce('.' || quote_ident(a.attname), ''), d.description)
     FROM relation r JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
     LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0`,
  `SELECT format('comment on routine %s: %s', r.title, d.description)
     FROM routine r JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = r.oid`,
  `SELECT format('comment on schema %I: %s', s.nspname, d.description)
     FROM space s JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = s.oid
    WHERE s.nspname <> 'public'`,
];
