import type { SendStatement } from '@erp/engine/connection';

/** A column as far as a change of it matters to those who use the table. */
export interface ColumnState {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** `s` for a stored generated column, `v` for a virtual one, else empty. */
  readonly generated: string;
  readonly identity: boolean;
  readonly default: string | null;
}

interface IndexState {
  readonly name: string;
  readonly file: number;
}

interface ConstraintState {
  readonly name: string;
  /** pg_constraint.contype: `c` check, `f` foreign key, `p` primary key, `u` unique, `x` exclusion. */
  readonly kind: string;
  readonly validated: boolean;
  /** Object id of the table that a foreign key points at, else 0. */
  readonly refersTo: number;
  /** Object id of the index that it stands on, else 0. */
  readonly index: number;
}

/** One table, partition or materialized view at one moment; maps are by object id or number of the column. */
export interface TableState {
  readonly name: string;
  /** Its file on disk: another number means that all of it was written anew. 0 for a partitioned table. */
  readonly file: number;
  readonly isPartition: boolean;
  readonly rowSecurity: boolean;
  /** How many policies say who sees its rows. */
  readonly policies: number;
  readonly columns: ReadonlyMap<number, ColumnState>;
  readonly indexes: ReadonlyMap<number, IndexState>;
  readonly constraints: ReadonlyMap<number, ConstraintState>;
}

/** What a session holds and has read in its transaction, by object id of the table. */
export interface Activity {
  readonly locks: ReadonlyMap<number, ReadonlySet<string>>;
  /** How often a table was read from end to end. */
  readonly scans: ReadonlyMap<number, number>;
}

/** Finds the tables that are there, each with the title of the table that it belongs to. */
export async function listTables(send: SendStatement): Promise<Map<number, string>> {
  const { rows } = await send(
    `SELECT c.oid::bigint::text AS id, format('%I.%I', n.nspname, r.relname) AS title
       FROM pg_class c JOIN pg_class r ON r.oid = coalesce(pg_partition_root(c.oid), c.oid)
       JOIN pg_namespace n ON n.oid = r.relnamespace
      WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND c.relname NOT LIKE 'knex\\_migrations%'`,
  );
  return new Map(
    (rows as { id: string; title: string }[]).map(({ id, title }) => [
      Number(id),
      title.replace(/^public\./, ''),
    ]),
  );
}

/** Reads the state of tables; those that are gone are not in the answer. */
export async function readTables(
  send: SendStatement,
  ids: readonly number[],
): Promise<Map<number, TableState>> {
  if (ids.length === 0) return new Map();
  const { rows } = await send(
    `SELECT c.oid::bigint::text AS id, c.relname AS name, coalesce(pg_relation_filenode(c.oid), 0)::text AS file,
            c.relispartition AS partition, c.relrowsecurity AS secured,
            (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
            (SELECT json_agg(json_build_array(a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                             a.attgenerated, a.attidentity <> '', pg_get_expr(d.adbin, d.adrelid)))
               FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
            (SELECT json_agg(json_build_array(i.indexrelid::bigint, x.relname, coalesce(pg_relation_filenode(x.oid), 0)))
               FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indrelid = c.oid) AS indexes,
            (SELECT json_agg(json_build_array(k.oid::bigint, k.conname, k.contype, k.convalidated, k.confrelid::bigint, k.conindid::bigint))
               FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('c', 'f', 'p', 'u', 'x')) AS constraints
       FROM pg_class c WHERE c.oid = ANY ($1::bigint[]::oid[])`,
    [ids],
  );
  return new Map((rows as TableRow[]).map((row) => [Number(row.id), toState(row)]));
}

/** Reads which of the tables the session holds locks on, and how often it has read each of them in this transaction. */
export async function readActivity(send: SendStatement, ids: readonly number[]): Promise<Activity> {
  const { rows } = await send(
    `WITH held AS (
       SELECT relation, array_agg(mode) AS modes FROM pg_locks
        WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted GROUP BY relation)
     SELECT t.id::text AS id, s.scans, h.modes
       FROM unnest($1::bigint[]) AS t (id)
       CROSS JOIN LATERAL (SELECT pg_stat_get_xact_numscans(t.id::oid)::int AS scans) s
       LEFT JOIN held h ON h.relation = t.id::oid
      WHERE h.modes IS NOT NULL OR s.scans > 0`,
    [ids],
  );
  const found = rows as { id: string; scans: number; modes: string[] | null }[];
  return {
    locks: new Map(found.map(({ id, modes }) => [Number(id), new Set(modes ?? [])])),
    scans: new Map(found.map(({ id, scans }) => [Number(id), scans])),
  };
}

interface TableRow {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly partition: boolean;
  readonly secured: boolean;
  readonly policies: number;
  readonly columns: [number, string, string, boolean, string, boolean, string | null][] | null;
  readonly indexes: [number, string, number][] | null;
  readonly constraints: [number, string, string, boolean, number, number][] | null;
}

function toState(row: TableRow): TableState {
  return {
    name: row.name,
    file: Number(row.file),
    isPartition: row.partition,
    rowSecurity: row.secured,
    policies: row.policies,
    columns: new Map(
      (row.columns ?? []).map(([number, name, type, required, generated, identity, expression]) => [
        number,
        { name, type, required, generated, identity, default: expression },
      ]),
    ),
    indexes: new Map((row.indexes ?? []).map(([id, name, file]) => [id, { name, file }])),
    constraints: new Map(
      (row.constraints ?? []).map(([id, name, kind, validated, refersTo, index]) => [
        id,
        { name, kind, validated, refersTo, index },
      ]),
    ),
  };
}
