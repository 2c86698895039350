import { stampAuthors } from '@erp/kit/authors';
import { restrictColumns } from '@erp/kit/column-rights';
import { addInputChecks, finiteMoments, textLine } from '@erp/kit/input-checks';
import { dropLifecycle, lifecycle } from '@erp/kit/lifecycle';
import { authorship, code, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Shipments that are handed over together. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'fulfilment_batches',
    { read: 'fulfilment.read', write: 'fulfilment.ship' },
    (table) => {
      table.comment('Shipments that are handed to a carrier together.');
      textLine(table, 'name').notNullable();
      code(table, 'status', Object.keys(PATHS))
        .notNullable()
        .defaultTo('draft')
        .comment('processing: being put together. completed: handed over, takes no more shipments.');
      table.text('status_note').comment('Why it is in this status; copied to its history.');
      table.date('ship_date').comment('Day on which it is to leave.');
      authorship(table);
      finiteMoments(table, ['ship_date', 'created_at', 'updated_at']);
      table.index(['tenant_id', 'status', 'ship_date', 'id'], 'ix_fulfilment_batches_status_ship_date');
      tenantRoot(table);
    },
  );
  await stampAuthors(knex, 'fulfilment_batches');
  await restrictColumns(knex, 'fulfilment_batches', {
    insert: ['tenant_id', 'name', 'ship_date', 'created_by', 'updated_by'],
    update: ['name', 'ship_date', 'updated_by'],
    delete: false,
  });
  await lifecycle(knex, 'fulfilment_batches', {
    ...HISTORY,
    called: 'a batch',
    paths: PATHS,
    instead: 'Call app.transition_fulfilment_batch.',
    reference: 'batch_id',
    read: 'fulfilment.read',
    write: 'fulfilment.ship',
  });
  await addInputChecks(knex, { [HISTORY.history]: { moments: ['changed_at', 'created_at'] } });
}

export async function down(knex: Knex): Promise<void> {
  await dropLifecycle(knex, 'fulfilment_batches', HISTORY);
  await knex.schema.dropTable('fulfilment_batches');
}

const HISTORY = { history: 'fulfilment_batch_status_history' };

const PATHS = {
  draft: ['processing', 'cancelled'],
  processing: ['draft', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
};
