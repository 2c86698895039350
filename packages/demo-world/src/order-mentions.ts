import { type DemoSeeds, withoutTriggers } from '@erp/kit/demo';

/** Where the rows of a domain mention orders by their numbers. */
export interface OrderMentions {
  /** Tables that are changed; a run that seeded the first of them, or orders, may have others to mention. */
  readonly tables: readonly [string, ...string[]];
  /** What writes the numbers anew, each with the tenants as `:ids`. */
  readonly statements: readonly string[];
}

/**
 * Says the numbers of orders as the orders have them now: they follow the moment, so those of a demo that has grown are
 * others. Nothing is said where no domain has orders.
 */
export function nameOrders({
  tables: changed,
  statements,
}: OrderMentions): NonNullable<DemoSeeds['accompany']> {
  return async (trx, tenants, tables) => {
    if (!tables.has('orders') && !tables.has(changed[0])) return [];
    const { rows } = await trx.raw<{ rows: { is_there: boolean }[] }>(
      "SELECT to_regclass('public.orders') IS NOT NULL AS is_there",
    );
    if (rows[0]?.is_there !== true) return [];
    const ids = tenants.map((tenant) => tenant.id);
    await withoutTriggers(trx, changed, async () => {
      for (const statement of statements) await trx.raw(statement, { ids });
    });
    return [];
  };
}

/**
 * The first order of a customer of the demo, as `f`, to be joined to conversations.
 *
 * @param conversation alias of the table that says tenant and customer.
 */
export function joinFirstOrder(conversation: string): string {
  return `JOIN LATERAL (
    SELECT o.order_number FROM orders o
    WHERE o.tenant_id = ${conversation}.tenant_id AND o.customer_id = ${conversation}.customer_id AND o.id < 1000000000
    ORDER BY o.ordered_at, o.id LIMIT 1
  ) f ON f.order_number IS NOT NULL`;
}
