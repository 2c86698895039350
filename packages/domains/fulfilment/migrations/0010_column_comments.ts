import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  fulfilment_batch_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  fulfilment_batches: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What members call the handover, e.g. its carrier and day.',
  },
  fulfilment_parcels: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  fulfilment_returns: standardColumns('tenant_id', 'id', 'created_at'),
  fulfilment_shipment_lines: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  fulfilment_shipment_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  fulfilment_shipments: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    note: 'What whoever packs or delivers has to know; not for the customer.',
  },
  fulfilment_tracking_events: standardColumns('tenant_id', 'id', 'created_at'),
  goods_receipt_lines: standardColumns('tenant_id', 'id', 'created_at'),
  goods_receipts: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    notes: 'What was found when the goods came: damage, missing pieces, other papers.',
  },
  purchase_order_lines: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  purchase_order_status_history: standardColumns('tenant_id', 'id', 'created_at'),
  purchase_orders: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    notes: 'What was agreed with the vendor beyond the lines.',
  },
  vendors: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'Name of the vendor as it stands on invoices.',
    email: 'Address of whoever takes orders there.',
    phone: 'Number of whoever answers for orders there.',
    website: 'Address of the site of the vendor.',
    city: 'Town of the address of the vendor.',
    postal_code: 'Postal code as its country writes it; not checked.',
    notes: 'What members who buy there have learned: terms, contacts, quality.',
  },
};
