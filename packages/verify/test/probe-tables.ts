import { commentColumns } from '@erp/kit/column-comments';
import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { registerPersonalData } from '@erp/kit/personal';
import {
  amount,
  code,
  createTenantTable,
  currency,
  jsonObject,
  tenantForeign,
  tenantRoot,
  uniqueAlive,
  unitPrice,
} from '@erp/kit/schema';
import { defaultToEnteredTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** Two tenant tables as they should be; every test case spoils one thing about them. */
export async function createProbeTables(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'probe_orders', { read: 'probe.read', write: 'probe.write' }, (table) => {
    table.comment('Orders of the rule tests.');
    textLine(table, 'number', 255).notNullable();
    code(table, 'status', ['open', 'closed']).notNullable().defaultTo('open');
    amount(table, 'total_amount').notNullable();
    currency(table);
    jsonObject(table, 'metadata');
    table.timestamp('deleted_at', { useTz: true });
    finiteMoments(table, ['deleted_at', 'created_at', 'updated_at']);
    uniqueAlive(table, ['number'], knex);
    tenantRoot(table);
  });
  await createTenantTable(knex, 'probe_lines', { read: 'probe.read', write: 'probe.write' }, (table) => {
    table.comment('Lines of the orders of the rule tests.');
    table.bigInteger('order_id').notNullable();
    table.bigInteger('replaced_by_id');
    table.bigInteger('origin_id');
    table.text('remark');
    finiteMoments(table, ['created_at', 'updated_at']);
    unitPrice(table, 'unit_price').notNullable();
    tenantForeign(table, 'order_id', 'probe_orders').onDelete('CASCADE');
    tenantForeign(table, 'replaced_by_id', 'probe_lines').onDelete('SET NULL (replaced_by_id)');
    tenantForeign(table, 'origin_id', 'probe_lines').deferrable('immediate');
  });
  await createTenantTable(knex, 'probe_events', { write: 'probe.write', appendOnly: true }, (table) => {
    table.comment('Append-only facts of the rule tests.');
    table.text('remark');
    finiteMoments(table, ['created_at']);
    tenantRoot(table);
  });
  await defaultToEnteredTenant(knex, ['probe_orders', 'probe_lines', 'probe_events']);
  await commentColumns(knex, {
    probe_orders: {
      number: 'Number for people.',
      status: 'closed: nothing is added any more.',
      total_amount: 'Sum of the lines, in currency_code.',
      currency_code: 'Currency of all amounts of the order.',
      metadata: 'Open bag for integrations.',
      deleted_at: 'When it was hidden; empty while it is shown.',
    },
    probe_lines: {
      order_id: 'Order that the line is part of.',
      replaced_by_id: 'Line that took its place.',
      origin_id: 'Line that it was copied from.',
      remark: 'What the customer asked for beside the goods.',
      unit_price: 'Price of one piece, in the currency of the order.',
    },
    probe_events: { remark: 'What happened.' },
  });
  await registerPersonalData(knex, 'probe', {
    probe_orders: { none: ['number', 'metadata'] },
    probe_lines: { others: { remark: 'words' } },
    probe_events: { none: ['remark'] },
  });
}
