import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what the columns of the view mean. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  fulfilment_batch_figures: {
    ...standardColumns('tenant_id'),
    batch_id: 'The batch that the figures are of; it has a row for each currency of its shipments.',
    currency_code: 'Currency of the shipments that are counted; empty for a batch without shipments.',
    shipment_count: 'Shipments of the batch.',
    order_count: 'Orders that these shipments are of.',
    parcel_count: 'Parcels of these shipments.',
    delivered_parcel_count: 'Those of the parcels that were delivered.',
    piece_count: 'Pieces in the parcels.',
    estimated_cost: 'What the carriers were expected to charge for the parcels.',
    total_cost: 'What the parcels cost, as far as it is known.',
    first_shipped_at: 'When the first of the shipments left; empty while none has.',
    last_delivered_at: 'When the last parcel so far was delivered; empty while none was.',
  },
};
