import type { Knex } from 'knex';
import { call } from './calls.ts';
import { migratedDatabase, type TestDatabase } from './database.ts';
import type { TestTenant } from './tenants.ts';

/** What the tests of a file stand in. Its values can be taken apart at once; they are there when a test runs. */
export interface DomainTest {
  readonly database: TestDatabase;
  /** Two tenants, each as its owner enters it. */
  readonly a: TestTenant;
  readonly b: TestTenant;
  /** Calls a function of schema app in tenant a, as the application, and commits; returns what it returns. */
  call<Result = string>(name: string, ...values: readonly unknown[]): Promise<Result>;
  /**
   * Does the work in tenant a as the application, takes it back, and tells what it was refused by: the constraint that
   * was broken, or the SQLSTATE where it was none; 'accepted' for work that went through.
   */
  refusal(work: (trx: Knex.Transaction) => PromiseLike<unknown>, tenant?: TestTenant): Promise<string>;
}

/**
 * Gives the tests of a file a database of their own with a domain, and whatever it depends on, and two tenants in it. To be
 * called at the top of the file, or of a `describe`.
 *
 * @param options `broken`: see `migratedDatabase`.
 */
export function inDomain(
  domain: string,
  options: { readonly broken?: readonly string[] | 'any' } = {},
): DomainTest {
  let database: TestDatabase | undefined;
  const opened = () => {
    if (database === undefined) throw new Error('The database is there when a test runs, not before.');
    return database;
  };
  beforeAll(async () => {
    database = await migratedDatabase({ domains: [domain], ...options });
  });
  afterAll(() => database?.drop());
  const a = tenantWhen(() => opened().tenants.a);
  const b = tenantWhen(() => opened().tenants.b);
  return {
    database: new Proxy({} as TestDatabase, { get: (_target, name) => Reflect.get(opened(), name) }),
    a,
    b,
    call: (name, ...values) => opened().asTenant(a, (trx) => call(trx, name, ...values)),
    refusal: (work, tenant = a) => refusalOf((undone) => opened().asTenant(tenant, undone), work),
  };
}

/** A tenant that is looked up when somebody asks for its numbers. */
function tenantWhen(tenant: () => TestTenant): TestTenant {
  return {
    get id() {
      return tenant().id;
    },
    get ownerId() {
      return tenant().ownerId;
    },
  };
}

/**
 * Does the work in a transaction, takes it back, and tells what it was refused by.
 *
 * @param begin runs what it is given in a transaction.
 * @returns the constraint that was broken, or the SQLSTATE where it was none; 'accepted' for work that went through.
 * @throws what is no error of PostgreSQL.
 */
async function refusalOf(
  begin: (work: (trx: Knex.Transaction) => Promise<never>) => Promise<unknown>,
  work: (trx: Knex.Transaction) => PromiseLike<unknown>,
): Promise<string> {
  const taken = new Error('taken back');
  try {
    await begin(async (trx) => {
      await work(trx);
      await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
      throw taken;
    });
  } catch (error) {
    if (error === taken) return 'accepted';
    const { constraint, code } = error as { constraint?: string; code?: string };
    const said = constraint ?? code;
    if (said !== undefined) return said;
    throw error;
  }
  return 'accepted';
}
