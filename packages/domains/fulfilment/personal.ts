import { kept, personalData } from '@erp/kit/personal';

/** What the tables of fulfilment hold about people: whom parcels go to, and whom to ask at a vendor. */
export const personal = personalData({
  vendors: {
    others: { contact_name: 'name', email: 'email', phone: 'phone', contact_info: 'words', notes: 'words' },
    none: ['code', 'name', 'website', 'address', 'city', 'state', 'postal_code', 'country'],
  },
  purchase_orders: {
    called: 'purchase_order',
    none: [
      'order_number',
      'status_note',
      'vendor_reference',
      'tracking_number',
      'notes',
      'creation_key',
      'request',
    ],
  },
  purchase_order_lines: { none: ['description', 'sku', 'vendor_sku'] },
  purchase_order_status_history: { none: ['reason'] },
  goods_receipts: { none: ['delivery_note', 'notes', 'idempotency_key', 'request'] },
  fulfilment_batches: { none: ['name', 'status_note'] },
  fulfilment_batch_status_history: { none: ['reason'] },
  fulfilment_shipments: {
    called: 'shipment',
    of: ['order_id'],
    person: {
      ship_to_name: 'name',
      ship_to_phone: 'phone',
      ship_to_email: 'email',
      ship_to_address: 'address',
      status_note: 'words',
      note: 'words',
    },
    none: ['shipment_number', 'idempotency_key', 'request'],
  },
  fulfilment_shipment_status_history: { of: ['shipment_id'], person: { reason: 'words' } },
  fulfilment_parcels: {
    called: 'parcel',
    of: ['shipment_id'],
    person: {
      tracking_number: kept(
        'identifier',
        'The carrier is asked and paid by it; there it is deleted after its own term.',
      ),
      tracking_url: 'identifier',
      label_url: 'address',
    },
    none: ['carrier', 'service', 'package_code'],
  },
  fulfilment_tracking_events: {
    of: ['parcel_id'],
    person: {
      tracking_number: kept('identifier', 'Says of which parcel the carrier spoke, as the parcel has it.'),
      location: 'location',
      details: 'words',
    },
    none: ['carrier', 'event_id'],
  },
  fulfilment_returns: { of: ['case_id'], none: ['idempotency_key'] },
});
