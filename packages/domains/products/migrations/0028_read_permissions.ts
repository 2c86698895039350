import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** What goods cost, and the addresses of reviewers. A column cannot ask a permission of the tenant, so the tables that hold them do. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['inventory.read_costs', 'inventory.write'],
    ['stock', 'stock_movement', 'material', 'material_variant', 'material_history'],
  ],
  [['products.read_reviews', 'products.write', 'products.moderate'], ['product_review']],
];
