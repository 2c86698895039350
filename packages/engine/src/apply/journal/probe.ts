import type { Node, RangeVar } from 'libpg-query';
import { escapeIdentifier } from 'pg';
import type { Ask } from '../../connection/ask.ts';
import type { Catalog, Probe } from '../../ledger/probe.ts';
import type { Statement } from './statement.ts';

/** Whether a statement has done its work; `unknown` where only a person can tell. */
export type Verdict = 'kept' | 'not kept' | 'unknown';

const NAME_COLUMN: Record<Catalog, string> = {
  pg_database: 'datname',
  pg_tablespace: 'spcname',
  pg_subscription: 'subname',
};

/**
 * Prepares to judge a statement that PostgreSQL refuses inside a transaction.
 *
 * @returns undefined for every other statement.
 */
export async function probeOf({ tree }: Statement, ask: Ask): Promise<Probe | undefined> {
  if (tree === undefined) return undefined;
  if ('IndexStmt' in tree && tree.IndexStmt.concurrent === true) {
    const { relation, idxname, unique, accessMethod, indexParams, indexIncludingParams } = tree.IndexStmt;
    const table = await numberOf(ask, relation);
    if (table === undefined) return { kind: 'unknown' };
    const indexes = await ask('SELECT indexrelid AS id FROM pg_catalog.pg_index WHERE indrelid = $1', [
      table,
    ]);
    return {
      kind: 'index made',
      table,
      index: idxname || null,
      shape: {
        unique: unique === true,
        method: accessMethod || 'btree',
        columns: (indexParams ?? []).length + (indexIncludingParams ?? []).length,
      },
      besides: indexes.map(({ id }) => Number(id)),
    };
  }
  if ('DropStmt' in tree && tree.DropStmt.concurrent === true) {
    const index = await numberOf(ask, nameOf(tree.DropStmt.objects?.[0]));
    return index === undefined ? { kind: 'repeatable' } : { kind: 'index dropped', index };
  }
  if ('AlterTableStmt' in tree) return detached(tree.AlterTableStmt.relation, tree.AlterTableStmt.cmds, ask);
  if ('ReindexStmt' in tree) return reindexed(tree.ReindexStmt.relation, ask);
  if ('VacuumStmt' in tree && tree.VacuumStmt.is_vacuumcmd === true) return { kind: 'repeatable' };
  if ('ClusterStmt' in tree || 'AlterSystemStmt' in tree) return { kind: 'repeatable' };
  return clusterWide(tree);
}

/**
 * Finds out whether a statement has done its work, and clears away what it left behind if it has not, so that it can be
 * sent again: an index that is not valid, a partition that is detached by half.
 */
export async function judge(probe: Probe, ask: Ask): Promise<Verdict> {
  switch (probe.kind) {
    case 'index made': {
      const found = await indexesOf(ask, probe.table, probe.besides, probe.index);
      const same = found.filter(
        ({ unique, method, columns }) =>
          probe.index !== null ||
          (unique === probe.shape.unique && method === probe.shape.method && columns === probe.shape.columns),
      );
      const valid = same.filter((index) => index.valid);
      // Another session may have made one meanwhile; which one is ours, nobody can say.
      if (valid.length > 1) return 'unknown';
      if (valid.length === 1) return 'kept';
      for (const { title } of same) await ask(`DROP INDEX CONCURRENTLY ${title}`);
      return 'not kept';
    }
    case 'index dropped': {
      const there = await ask('SELECT FROM pg_catalog.pg_class WHERE oid = $1', [probe.index]);
      return there.length === 0 ? 'kept' : 'not kept';
    }
    case 'partition detached': {
      const [bound] = await ask(
        `SELECT inhdetachpending AS pending, inhparent::pg_catalog.regclass::text AS parent, inhrelid::pg_catalog.regclass::text AS child
           FROM pg_catalog.pg_inherits WHERE inhparent = $1 AND inhrelid = $2`,
        [probe.table, probe.partition],
      );
      if (bound === undefined) return 'kept';
      if (bound.pending !== true) return 'not kept';
      await ask(`ALTER TABLE ${String(bound.parent)} DETACH PARTITION ${String(bound.child)} FINALIZE`);
      return 'kept';
    }
    case 'made':
    case 'dropped': {
      const there = await ask(
        `SELECT FROM pg_catalog.${probe.catalog} WHERE ${NAME_COLUMN[probe.catalog]} = $1`,
        [probe.name],
      );
      return there.length > 0 === (probe.kind === 'made') ? 'kept' : 'not kept';
    }
    case 'reindexed': {
      const left = await ask(
        `SELECT i.indexrelid::pg_catalog.regclass::text AS title FROM (${INVALID}) i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
          WHERE i.indexrelid <> ALL ($2::oid[]) AND c.relname ~ '_cc(new|old)[0-9]*$'`,
        [probe.table, probe.besides],
      );
      for (const { title } of left) await ask(`DROP INDEX CONCURRENTLY ${String(title)}`);
      return 'not kept';
    }
    case 'repeatable':
      return 'not kept';
    case 'temporary':
    case 'unknown':
      return 'unknown';
  }
}

/** The invalid indexes of a table and its partitions. */
const INVALID = `SELECT indexrelid FROM pg_catalog.pg_index
  WHERE NOT indisvalid AND (indrelid = $1 OR indrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree($1)))`;

async function reindexed(relation: RangeVar | undefined, ask: Ask): Promise<Probe> {
  const number = await numberOf(ask, relation);
  if (number === undefined) return { kind: 'repeatable' };
  const [index] = await ask('SELECT indrelid AS id FROM pg_catalog.pg_index WHERE indexrelid = $1', [number]);
  const table = index === undefined ? number : Number(index.id);
  const invalid = await ask(INVALID, [table]);
  return { kind: 'reindexed', table, besides: invalid.map(({ indexrelid }) => Number(indexrelid)) };
}

interface FoundIndex {
  readonly title: string;
  readonly valid: boolean;
  readonly unique: boolean;
  readonly method: string;
  readonly columns: number;
}

async function indexesOf(
  ask: Ask,
  table: number,
  besides: readonly number[],
  name: string | null,
): Promise<FoundIndex[]> {
  const rows = await ask(
    `SELECT i.indexrelid::pg_catalog.regclass::text AS title, i.indisvalid AS valid, i.indisunique AS unique, m.amname AS method, i.indnatts AS columns
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam
      WHERE i.indrelid = $1 AND i.indexrelid <> ALL ($2::oid[]) AND ($3::text IS NULL OR c.relname = $3)`,
    [table, besides, name],
  );
  return rows.map(({ title, valid, unique, method, columns }) => ({
    title: String(title),
    valid: valid === true,
    unique: unique === true,
    method: String(method),
    columns: Number(columns),
  }));
}

async function detached(
  relation: RangeVar | undefined,
  commands: readonly Node[] | undefined,
  ask: Ask,
): Promise<Probe | undefined> {
  for (const command of commands ?? []) {
    if (!('AlterTableCmd' in command)) continue;
    const { def, subtype } = command.AlterTableCmd;
    if (subtype !== 'AT_DetachPartition' || def === undefined || !('PartitionCmd' in def)) continue;
    if (def.PartitionCmd.concurrent !== true) continue;
    const table = await numberOf(ask, relation);
    const partition = await numberOf(ask, def.PartitionCmd.name);
    return table === undefined || partition === undefined
      ? { kind: 'unknown' }
      : { kind: 'partition detached', table, partition };
  }
  return undefined;
}

/** What belongs to the whole server, or speaks to another one. */
function clusterWide(tree: Node): Probe | undefined {
  const made = (catalog: Catalog, name = ''): Probe => ({ kind: 'made', catalog, name });
  const dropped = (catalog: Catalog, name = ''): Probe => ({ kind: 'dropped', catalog, name });
  if ('CreatedbStmt' in tree) return made('pg_database', tree.CreatedbStmt.dbname);
  if ('DropdbStmt' in tree) return dropped('pg_database', tree.DropdbStmt.dbname);
  if ('CreateTableSpaceStmt' in tree) return made('pg_tablespace', tree.CreateTableSpaceStmt.tablespacename);
  if ('DropTableSpaceStmt' in tree) return dropped('pg_tablespace', tree.DropTableSpaceStmt.tablespacename);
  if ('CreateSubscriptionStmt' in tree) return made('pg_subscription', tree.CreateSubscriptionStmt.subname);
  if ('DropSubscriptionStmt' in tree) return dropped('pg_subscription', tree.DropSubscriptionStmt.subname);
  return undefined;
}

/** The name in a DROP, which the parser hands over in parts. */
function nameOf(object: Node | undefined): Pick<RangeVar, 'schemaname' | 'relname'> | undefined {
  if (object === undefined || !('List' in object)) return undefined;
  const parts = (object.List.items ?? []).flatMap((item) =>
    'String' in item && item.String.sval !== undefined ? [item.String.sval] : [],
  );
  const relname = parts.at(-1);
  const schemaname = parts.at(-2);
  if (relname === undefined) return undefined;
  return schemaname === undefined ? { relname } : { relname, schemaname };
}

/** The object number of a relation as the session sees it; undefined where there is none. */
async function numberOf(
  ask: Ask,
  relation: Pick<RangeVar, 'schemaname' | 'relname'> | undefined,
): Promise<number | undefined> {
  if (relation?.relname === undefined) return undefined;
  const parts = [relation.schemaname, relation.relname].filter((part) => part !== undefined && part !== '');
  const [found] = await ask('SELECT pg_catalog.to_regclass($1)::oid AS id', [
    parts.map((part) => escapeIdentifier(part ?? '')).join('.'),
  ]);
  return found?.id === null || found?.id === undefined ? undefined : Number(found.id);
}
