import { finiteMoments } from '@erp/kit/input-checks';
import { code, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What happens when more is ordered than there is: said for the tenant, and for a product where it differs. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'stock_settings',
    { write: 'inventory.write', primaryKey: ['tenant_id'] },
    (table) => {
      table.comment(
        'How a tenant deals with stock, in at most one row; without it, what the columns default to.',
      );
      code(table, 'stock_policy', POLICIES)
        .notNullable()
        .defaultTo('refuse')
        .comment(
          'What placing an order does when pieces are short. refuse: nothing is placed. backorder: what is there is kept, the rest waits. allow: all is kept, below zero where the warehouse permits it.',
        );
      finiteMoments(table, ['created_at', 'updated_at']);
      tenantRoot(table);
    },
  );
  await knex.schema.alterTable('product', (table) => {
    code(table, 'stock_policy', POLICIES).comment(
      'The same for this product; empty when it is that of the tenant (backorder, when it can be ordered before there is stock).',
    );
  });
  await knex.raw('GRANT INSERT (stock_policy), UPDATE (stock_policy) ON product TO erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('product', (table) => {
    table.dropColumn('stock_policy');
  });
  await knex.schema.dropTable('stock_settings');
}

const POLICIES = ['refuse', 'backorder', 'allow'];
