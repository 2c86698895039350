import type { Session } from '../../connection/session.ts';
import { describe, type OwnedLine, type SchemaDifference, settle } from '../fingerprint.ts';
import { RELATION_LINES, ROUTINE_LINES } from './relation-lines.ts';
import { OUR_TYPE, SCHEMA_LINES } from './schema-lines.ts';
import { scope } from './scope.ts';

/** Looks at one database again and again. */
export interface FollowedFingerprint {
  /** What has changed since the last look; at the first one, everything there is. */
  look(): Promise<SchemaDifference>;
  /** The lines as the last look found them, sorted. */
  lines(): readonly string[];
}

/** A table or function as its catalog rows are: what it is called, and which versions of which rows there are. */
interface Stamp {
  readonly id: string;
  readonly kind: 'relation' | 'routine' | 'name';
  readonly name: string;
  /** Names of columns by their numbers, as JSON. */
  readonly columns: string | null;
  readonly stamp: string;
}

/**
 * Takes fingerprints one after the other, and describes only the tables and functions again whose catalog rows have
 * changed since the last time. When something got another name, all is described again, since others print that name.
 *
 * For a database that nobody else changes, in one session. What is seen without a change of any row of the thing
 * itself (a sequence that gets an owner, a role that is renamed) may be missed: compare with a whole fingerprint at
 * the end.
 */
export function followFingerprint(session: Pick<Session, 'query'>): FollowedFingerprint {
  let stamps = new Map<string, Stamp>();
  const held = holdLines();
  const statements = preparedOn(session);
  return {
    lines: held.lines,
    async look() {
      const now = new Map(
        (await statements.stamps()).map((stamp): [string, Stamp] => [`${stamp.kind} ${stamp.id}`, stamp]),
      );
      const renamed = [...now].some(([key, stamp]) => {
        const before = stamps.get(key);
        return before !== undefined && isRenamed(before, stamp);
      });
      const changed = [...now].filter(([key, { stamp }]) => renamed || stamps.get(key)?.stamp !== stamp);
      const gone = [...stamps].filter(([key]) => !now.has(key));
      // A comment on an index or a policy belongs to something that has no stamp.
      const whole = renamed || changed.some(([key]) => key === 'name d');
      stamps = now;
      const ofKind = (kind: Stamp['kind']) =>
        changed.flatMap(([, stamp]) => (stamp.kind === kind ? [stamp.id] : []));
      const described = await (whole
        ? describe(session)
        : statements.describe(ofKind('relation'), ofKind('routine')));
      const of = whole ? held.owners() : ['0', ...[...changed, ...gone].map(([, { id }]) => id)];
      return held.replace(new Set(of), described);
    },
  };
}

/** Whether a thing or one of its columns that were there has another name. */
function isRenamed(before: Stamp, now: Stamp): boolean {
  if (before.name !== now.name) return true;
  if (before.columns === now.columns || before.columns === null || now.columns === null) return false;
  const names = JSON.parse(now.columns) as Record<string, string>;
  return Object.entries(JSON.parse(before.columns) as Record<string, string>).some(
    ([number, name]) => names[number] !== undefined && names[number] !== name,
  );
}

/** What is asked at each look. The statements are prepared: to plan them would take longer than to run them. */
function preparedOn(session: Pick<Session, 'query'>) {
  const run = <Row>(name: keyof typeof STATEMENTS, of?: readonly string[]): Promise<Row[]> =>
    // Numbers of rows in catalogs: there is nothing to quote.
    session.query<Row>(`EXECUTE ${name}${of === undefined ? '' : `('{${of.join(',')}}')`}`);
  return {
    /** The stamps of all things. Prepares what is not prepared, at each look: a step may throw it away. */
    async stamps(): Promise<Stamp[]> {
      const prepared = await session.query<{ name: string }>('SELECT name FROM pg_prepared_statements');
      for (const [name, statement] of Object.entries(STATEMENTS))
        if (!prepared.some((each) => each.name === name))
          await session.query(`PREPARE ${name} AS ${statement}`);
      return run<Stamp>('erp_stamps');
    },
    /** The lines of these tables and functions, and those that belong to none. Behind `stamps`. */
    async describe(relations: readonly string[], routines: readonly string[]): Promise<OwnedLine[]> {
      const lines = [
        ...(await run<OwnedLine>('erp_schema_lines')),
        ...(relations.length > 0 ? await run<OwnedLine>('erp_relation_lines', relations) : []),
        ...(routines.length > 0 ? await run<OwnedLine>('erp_routine_lines', routines) : []),
      ];
      return lines.map(settle);
    },
  };
}

/** Lines by the number of what they belong to. */
function holdLines() {
  const linesOf = new Map<string, string[]>();
  /** How many things a line belongs to: the same one may be said of several partitions. */
  const counts = new Map<string, number>();
  const count = (line: string, by: 1 | -1) => {
    const sum = (counts.get(line) ?? 0) + by;
    if (sum === 0) counts.delete(line);
    else counts.set(line, sum);
  };
  return {
    owners: () => [...linesOf.keys()],
    lines: () => [...counts.keys()].sort(),
    /** Puts what was described in the place of all that belonged to these, and tells which lines came and went by it. */
    replace(owners: ReadonlySet<string>, described: readonly OwnedLine[]): SchemaDifference {
      const old = [...owners].flatMap((id) => linesOf.get(id) ?? []);
      const touched = [...new Set([...old, ...described.map(({ line }) => line)])].sort();
      const there = new Set(touched.filter((line) => counts.has(line)));
      for (const id of owners) linesOf.delete(id);
      for (const line of old) count(line, -1);
      for (const { id, line } of described) {
        const own = linesOf.get(id);
        if (own === undefined) linesOf.set(id, [line]);
        else own.push(line);
        count(line, 1);
      }
      return {
        missing: touched.filter((line) => there.has(line) && !counts.has(line)),
        extra: touched.filter((line) => !there.has(line) && counts.has(line)),
      };
    },
  };
}

const STAMPS = `
  WITH version AS (
    SELECT oid AS id, ctid, xmin FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT c.oid, t.ctid, t.xmin FROM pg_class c JOIN pg_class t ON t.oid = c.reltoastrelid
    UNION ALL SELECT a.attrelid, a.ctid, a.xmin FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid >= 16384
    UNION ALL SELECT adrelid, ctid, xmin FROM pg_attrdef
    UNION ALL SELECT conrelid, ctid, xmin FROM pg_constraint WHERE conrelid <> 0
    UNION ALL SELECT indrelid, ctid, xmin FROM pg_index WHERE indrelid >= 16384
    UNION ALL SELECT i.indrelid, c.ctid, c.xmin FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid >= 16384
    UNION ALL SELECT polrelid, ctid, xmin FROM pg_policy
    UNION ALL SELECT tgrelid, ctid, xmin FROM pg_trigger
    UNION ALL SELECT ev_class, ctid, xmin FROM pg_rewrite WHERE ev_class >= 16384
    UNION ALL SELECT stxrelid, ctid, xmin FROM pg_statistic_ext
    UNION ALL SELECT inhrelid, ctid, xmin FROM pg_inherits
    UNION ALL SELECT coalesce(d.refobjid, q.seqrelid), q.ctid, q.xmin FROM pg_sequence q
      LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.objsubid = 0 AND d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass
    UNION ALL SELECT objoid, ctid, xmin FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid >= 16384
  ),
  stamp AS (SELECT id, sum(hashtidextended(ctid, xmin::text::bigint)) AS stamp FROM version WHERE id >= 16384 GROUP BY id)
  SELECT c.oid::text AS id, 'relation' AS kind, concat(c.relnamespace, ' ', c.relname, ' ', c.relispartition) AS name,
         (SELECT json_object_agg(a.attnum, a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)::text AS columns,
         s.stamp::text AS stamp
    FROM pg_class c JOIN stamp s ON s.id = c.oid WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   UNION ALL
  SELECT p.oid::text, 'routine', concat(p.pronamespace, ' ', p.proname), NULL,
         concat(p.ctid, ' ', p.xmin, ' ', (SELECT concat(d.ctid, ' ', d.xmin) FROM pg_description d WHERE d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid))
    FROM pg_proc p WHERE p.oid >= 16384
   UNION ALL
  -- The types of tables, and of arrays, are called like what they come with.
  SELECT 't' || t.oid, 'name', concat(t.typnamespace, ' ', t.typname), NULL, '0' FROM pg_type t
   WHERE t.oid >= 16384 AND (t.typrelid = 0 OR (SELECT c.relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c')
     AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
   UNION ALL
  SELECT 'n' || oid, 'name', nspname::text, NULL, '0' FROM pg_namespace
   UNION ALL
  SELECT 'd', 'name', '', NULL, coalesce(sum(hashtidextended(ctid, xmin::text::bigint)), 0)::text FROM pg_description
   WHERE objoid >= 16384 AND classoid IN ('pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass, 'pg_rewrite'::regclass, 'pg_statistic_ext'::regclass)
      OR classoid = 'pg_class'::regclass AND objoid IN (SELECT indexrelid FROM pg_index)`;

/** By the name under which they are prepared. */
const STATEMENTS = {
  erp_stamps: STAMPS,
  erp_relation_lines: `WITH ${scope({ relations: '$1::oid[]' })} ${RELATION_LINES.join(' UNION ALL ')}`,
  erp_routine_lines: `WITH ${scope({ routines: '$1::oid[]' })} ${ROUTINE_LINES.join(' UNION ALL ')}`,
  erp_schema_lines: `WITH ${scope({})}, ${OUR_TYPE} ${SCHEMA_LINES.join(' UNION ALL ')}`,
};
