import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/** Keys by which creating a campaign or a promotion can be repeated. */
export async function up(knex: Knex): Promise<void> {
  for (const [table, creator] of Object.entries(CREATORS)) {
    await knex.schema.alterTable(table, (columns) => {
      columns
        .text('idempotency_key')
        .comment(`Key of the caller of app.${creator}, so that a second call makes no second one.`);
      columns.unique(['tenant_id', 'idempotency_key'], { indexName: `uq_${table}_idempotency_key` });
    });
  }
  await addInputChecks(knex, KEYS);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, KEYS);
  for (const table of Object.keys(CREATORS)) {
    await knex.schema.alterTable(table, (columns) => {
      columns.dropUnique(['tenant_id', 'idempotency_key'], `uq_${table}_idempotency_key`);
      columns.dropColumn('idempotency_key');
    });
  }
}

const CREATORS = { mkt_campaigns: 'create_campaign', mkt_promotions: 'create_promotion' } as const;
const KEYS: Readonly<Record<string, InputChecks>> = {
  mkt_campaigns: { lines: { idempotency_key: 255 } },
  mkt_promotions: { lines: { idempotency_key: 255 } },
};
