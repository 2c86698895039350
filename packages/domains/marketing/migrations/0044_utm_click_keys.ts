import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/** Keys by which taking in a click can be repeated. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('mkt_utm_clicks', (table) => {
    table
      .text('idempotency_key')
      .comment('Key of the caller of app.record_utm_click, so that a second call counts no second one.');
    // Not unique: of a partitioned table that is only what names the month too. The function asks under a lock.
    table.index(['tenant_id', 'idempotency_key'], 'ix_mkt_utm_clicks_idempotency_key', {
      predicate: knex.whereNotNull('idempotency_key'),
    });
  });
  await addInputChecks(knex, KEYS);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, KEYS);
  await knex.schema.alterTable('mkt_utm_clicks', (table) => {
    table.dropIndex(['tenant_id', 'idempotency_key'], 'ix_mkt_utm_clicks_idempotency_key');
    table.dropColumn('idempotency_key');
  });
}

const KEYS: Readonly<Record<string, InputChecks>> = { mkt_utm_clicks: { lines: { idempotency_key: 255 } } };
