import type { Knex } from 'knex';
import type { CompiledQuery, Transaction as KyselyTransaction } from 'kysely';
import type { DrizzleTransaction } from './drizzle.ts';
import type { TenantClient } from './pg.ts';

type Row = Readonly<Record<string, unknown>>;

/** What can be asked inside a transaction. */
export type Asked =
  | Knex.Transaction
  | Pick<KyselyTransaction<unknown>, 'executeQuery'>
  | Pick<DrizzleTransaction<Record<string, unknown>>, 'execute'>
  | Pick<TenantClient, 'query'>;

/** Sends a statement with `$1` for its values through whichever query builder a transaction belongs to. */
export async function askRows(trx: Asked, text: string, values: unknown[]): Promise<readonly Row[]> {
  if ('executeQuery' in trx) return (await trx.executeQuery<Row>(await compiled(text, values))).rows;
  if ('raw' in trx) return askKnex(trx, text, values);
  if ('execute' in trx) return askDrizzle(trx, text, values);
  return (await trx.query<Row>(text, values)).rows;
}

/** Knex numbers its values itself, and takes each `?` for one. */
async function askKnex(trx: Knex.Transaction, text: string, values: unknown[]): Promise<readonly Row[]> {
  const statement = trx.raw(text.replace(/\$\d+/g, '?'), values as Knex.RawBinding[]);
  return (await (statement as unknown as Promise<{ rows: Row[] }>)).rows;
}

/** Drizzle itself would hand over times as text; its connection does as pg does. */
async function askDrizzle(
  trx: Pick<DrizzleTransaction<Record<string, unknown>>, 'execute'>,
  text: string,
  values: unknown[],
): Promise<readonly Row[]> {
  const { client } = (trx as unknown as { session: { client: TenantClient } }).session;
  return (await client.query<Row>(text, values)).rows;
}

async function compiled(text: string, values: unknown[]): Promise<CompiledQuery<Row>> {
  // Whoever has a transaction of Kysely has loaded it already.
  const { CompiledQuery: Compiled } = await import('kysely');
  return Compiled.raw(text, values) as CompiledQuery<Row>;
}
