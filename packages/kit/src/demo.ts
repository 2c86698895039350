import type { Knex } from 'knex';
import type { DemoTenant, Staff } from './demo-tenant.ts';
import { hashText } from './draw.ts';
import type { AnyFactory } from './factory.ts';

/** What `demo/demo.ts` of a domain exports. */
export interface DemoSeeds {
  /** In the order in which they are loaded: who is pointed at comes first. */
  readonly factories: readonly AnyFactory[];
  /**
   * Changes rows that were just loaded, before the keys and indexes that were taken off are built: what would otherwise
   * write a whole table anew with all of its indexes. Set-based, without triggers; changes nothing when it is run again.
   */
  beforeKeys?(trx: Knex, tenants: readonly DemoTenant[]): Promise<void>;
  /**
   * Fills what no factory can know by itself: linked columns of earlier domains, counters, figures. Set-based, and
   * changes nothing when it is run again.
   */
  finish?(trx: Knex, tenants: readonly DemoTenant[]): Promise<void>;
  /**
   * Tables of earlier domains into which `finish` writes about as many rows as the domain has itself: their keys and
   * indexes are taken off meanwhile, where no more is there.
   */
  readonly fills?: readonly string[];
  /**
   * Of a domain whose rows are about records of any other one, on which it does not depend: called at the end of the
   * transaction of every domain that is seeded, its own one included. Set-based, and changes nothing when it is run again.
   *
   * @param tables that were seeded in the transaction.
   * @returns how many rows it has added to which tables.
   */
  accompany?(
    trx: Knex,
    tenants: readonly DemoTenant[],
    tables: ReadonlySet<string>,
  ): Promise<readonly { readonly table: string; readonly rows: number }[]>;
  /** Of the domain that owns tenants: who they are, and how they come and go. */
  readonly tenants?: TenantSeeds;
}

/** How demo tenants come and go. */
export interface TenantSeeds {
  /** The tenant at a position, counted from 0: first those that every demo has, then ones that are thought up. */
  profileOf(position: number): TenantCharacter;
  /**
   * Makes the tenants that are not there, and their people.
   *
   * @returns number and people of every tenant asked for, new or not.
   */
  provide(trx: Knex, profiles: readonly TenantProfile[]): Promise<readonly ProvidedTenant[]>;
  /** Takes a tenant away with all that belongs to it, and its people where they belong to no other one. */
  remove(trx: Knex, tenant: { readonly id: number; readonly slug: string }): Promise<void>;
}

/** What a demo tenant is, whatever the seed. */
export type TenantCharacter = Pick<
  DemoTenant,
  'slug' | 'name' | 'trade' | 'locale' | 'country' | 'currency' | 'timezone' | 'customers'
>;

/** A demo tenant before the database has given it a number. */
export type TenantProfile = Omit<DemoTenant, 'id' | 'staff'>;

/** What the database has given to it. */
export interface ProvidedTenant {
  readonly slug: string;
  readonly id: number;
  readonly staff: readonly Staff[];
}

/**
 * The number of the one row of its kind that a demo makes in a tenant, such as a sequence of document numbers: the same
 * whenever the tenant comes, so that topping up equals doing it at once. Below the numbers that people's rows get.
 *
 * @returns a whole number from 1 on.
 */
export function numberOfKind(kind: string): number {
  return 1 + (Math.abs(hashText(kind)) % 900_000_000);
}

/**
 * Runs the work while the triggers of the given tables are disabled: for rows that bring all that the triggers would
 * derive, times included. The tables are locked against other writers until the transaction ends.
 */
export async function withoutTriggers<Result>(
  trx: Knex,
  tables: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  await trx.raw(tables.map(() => 'ALTER TABLE ?? DISABLE TRIGGER USER').join('; '), [...tables]);
  const result = await work();
  await trx.raw(tables.map(() => 'ALTER TABLE ?? ENABLE TRIGGER USER').join('; '), [...tables]);
  return result;
}
