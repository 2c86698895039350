import type { Knex } from 'knex';
import type { DemoTenant } from './demo-tenant.ts';

/** A named situation that is laid over a demo tenant: it happens now, by the functions by which it happens to anybody. */
export interface Scenario {
  /** As `pnpm seed --scenario` takes it, e.g. `black-friday`. */
  readonly name: string;
  /** What is there afterwards, in a sentence. */
  readonly says: string;
  /**
   * Who plays it: the tenant's owner by the role of the application, or the owner of the schema, for what no member of
   * a tenant may.
   */
  readonly as: 'tenant_owner' | 'schema_owner';
  /**
   * Plays it, once for each tenant. What it chooses depends on the tenant's key and its rows, never on chance.
   *
   * @param trx one transaction: all of it happens, or nothing.
   * @returns what happened, for people, e.g. `38 orders placed`.
   */
  play(trx: Knex, tenant: DemoTenant): Promise<string>;
}

/** Calls a function of schema app and returns what it returns. */
export async function askFunction<Result>(
  trx: Knex,
  name: string,
  ...values: readonly unknown[]
): Promise<Result> {
  const marks = values.map(() => '?').join(', ');
  const { rows } = await trx.raw<{ rows: { result: Result }[] }>(`SELECT app.${name}(${marks}) AS result`, [
    ...values,
  ] as Knex.RawBinding[]);
  return rows[0]?.result as Result;
}

/**
 * Runs work of which it is part of the story that the database may refuse it: then nothing of it is kept.
 *
 * @param code SQLSTATE of the refusal that is meant; any other one is thrown.
 * @returns undefined when it was refused.
 */
export async function unlessRefused<Result>(
  trx: Knex,
  code: string,
  work: (trx: Knex) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await trx.transaction(work);
  } catch (error) {
    if ((error as { code?: string }).code === code) return undefined;
    throw error;
  }
}
