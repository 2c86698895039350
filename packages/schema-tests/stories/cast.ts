import type { TestDatabase } from '@erp/testing/database';
import { addMember, addUser, type TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';

type Values = Readonly<Record<string, unknown>>;

/** Somebody who works in the tenant. Whatever they do is a request of its own: a transaction as the application. */
interface Actor {
  /** Their number in sys_users. */
  readonly id: string;
  /** Calls a function of schema app by the names of its arguments, without the p_ in front. */
  calls<Result = string>(name: string, args?: Values): Promise<Result>;
  /** Writes a row that has no function, without naming the tenant; returns its number. */
  writes(table: string, row: Values): Promise<string>;
  /** The rows that they see in a table or a view. */
  sees(table: string, where?: Values): Promise<Record<string, unknown>[]>;
}

/** Who takes part: an owner, a manager and a member, each with the role of that name; and people from outside. */
export interface Cast {
  readonly owner: Actor;
  readonly manager: Actor;
  readonly member: Actor;
  /** Somebody who belongs to no tenant yet. */
  stranger(email: string, name: string): Promise<Actor>;
  /** The same person in the tenant, once they belong to it. */
  insideAs(person: Actor): Actor;
}

/** What people get done in a domain, from its beginning to its end. */
export interface Story {
  readonly domain: string;
  readonly title: string;
  tell(cast: Cast): Promise<void>;
}

/** Hires people for the tenant of a test database. */
export async function hire(database: TestDatabase, tenant: TestTenant): Promise<Cast> {
  const inTenant = (user: string) =>
    actor(user, (work) => database.asTenant({ id: tenant.id, ownerId: user }, work));
  const member = async (role: string) => inTenant((await addMember(database, tenant, role)).ownerId);
  return {
    owner: inTenant(tenant.ownerId),
    manager: await member('manager'),
    member: await member('member'),
    stranger: async (email, name) =>
      actor(await addUser(database.knex, email, name), (work) =>
        database.knex.transaction(async (trx) => {
          await trx.raw('SET LOCAL ROLE erp_app');
          return work(trx);
        }),
      ),
    insideAs: ({ id }) => inTenant(id),
  };
}

type Request = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => Promise<Result>;

function actor(id: string, request: Request): Actor {
  return {
    id,
    calls: <Result>(name: string, args: Values = {}) =>
      request(async (trx) => {
        const marks = Object.keys(args).map((key) => `p_${key} => ?`);
        const values = Object.values(args).map(asArgument) as Knex.RawBinding[];
        const { rows } = await trx.raw(`SELECT app.${name}(${marks.join(', ')}) AS result`, values);
        return rows[0]?.result as Result;
      }),
    writes: (table, row) =>
      request(async (trx) => String((await trx.table(table).insert(row).returning('*'))[0]?.id)),
    sees: (table, where = {}) => request(async (trx) => trx.table(table).where(where)),
  };
}

/** Objects and lists of them go as JSON, lists of anything else as lists of PostgreSQL. */
function asArgument(value: unknown): unknown {
  const isJson = Array.isArray(value)
    ? value.some((each) => typeof each === 'object')
    : typeof value === 'object';
  return isJson && value !== null ? JSON.stringify(value) : value;
}
