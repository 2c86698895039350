/** Calls of the functions of fulfilment, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Id, type Moment } from '@erp/kit/function-call';

export const fulfilment = {
  /** Puts shipments into a batch that is not handed over yet; returns how many were added, those that are in it already not counted. Needs fulfilment.ship. Raises P0002, 54000 for more than 1,000, 55000 when the batch takes no more, or a shipment is in another one. */
  addToFulfilmentBatch: functionCall<
    {
      batchId: Id;
      shipmentIds: readonly Id[];
    },
    number,
    'insufficient_privilege' | 'program_limit_exceeded' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'add_to_fulfilment_batch',
    'value',
    { batchId: 'bigint', shipmentIds: 'bigint[]' },
    { insufficient_privilege: '42501', program_limit_exceeded: '54000', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Puts other lines into a draft of a purchase order, all of them as app.create_purchase_order takes them, and changes the details that are named: expected_on, vendor_reference, notes. Without lines they stay. Returns how many lines it has. Needs purchasing.write. Raises P0002, 22023, 54000 for more than 1,000 lines, 55000 when it was ordered or given up. */
  changePurchaseOrder: functionCall<
    {
      purchaseOrderId: Id;
      lines?: unknown | null | undefined;
      details?: unknown | undefined;
    },
    number,
    'invalid_parameter_value' | 'insufficient_privilege' | 'program_limit_exceeded' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'change_purchase_order',
    'value',
    { purchaseOrderId: 'bigint', lines: 'jsonb', details: 'jsonb' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', program_limit_exceeded: '54000', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Says that a parcel has arrived which no carrier reports on: it was collected, or driven there by ourselves. False when it has arrived already. Needs fulfilment.track. Raises P0002, 22023. */
  confirmParcelDelivery: functionCall<
    {
      parcelId: Id;
      deliveredAt?: Moment | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'no_data_found'
  >(
    'confirm_parcel_delivery',
    'value',
    { parcelId: 'bigint', deliveredAt: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Writes a draft of a purchase order and returns its id; the same key again returns it once more. Currency: that of the vendor when empty. Lines: sku, product_id or material_id, where needed variant_id; quantity, unit_cost (net), vendor_sku. Details: warehouse_id (the default one when empty), expected_on, vendor_reference, notes. Needs purchasing.write. Raises P0002, 22023, 54000 for more than 1,000 lines, 55000 for a vendor that is not active, 23505 when the key wrote something else. */
  createPurchaseOrder: functionCall<
    {
      vendorId: Id;
      currencyCode: string;
      lines: unknown;
      key: string;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'program_limit_exceeded' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'create_purchase_order',
    'value',
    { vendorId: 'bigint', currencyCode: 'text', lines: 'jsonb', key: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', program_limit_exceeded: '54000', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Orders a draft of a purchase order: gives it a number, which it returns, and counts its lines as inbound. A second call returns the number again. Needs purchasing.order. Raises P0002, 55000 when it was cancelled, 22023 for what cannot lie in stock, such as a set. */
  orderGoods: functionCall<
    {
      purchaseOrderId: Id;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'order_goods',
    'value',
    { purchaseOrderId: 'bigint' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Books in what arrived of a purchase order, in one transaction: stock or material rises, inbound falls, and the order is received once nothing is open. Lines: purchase_order_line_id, quantity, and unit_cost in the currency of the warehouse where it is not that of the line; NULL for all that is open. Details: delivery_note, received_at, notes. Returns the receipt; the same key again returns it once more. Needs purchasing.receive. Raises P0002, 22023, 23514 for more than was ordered, 55000 when nothing is expected, 23505 when the key booked something else. */
  receiveGoods: functionCall<
    {
      purchaseOrderId: Id;
      lines: unknown;
      key: string;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'receive_goods',
    'value',
    { purchaseOrderId: 'bigint', lines: 'jsonb', key: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Books in what a customer sent back for an after-sales case: restock, into a warehouse (the default one when none is named); scrap; or repair, of pieces that stay the customer's. Returns the return; the same key again returns it once more. Needs fulfilment.receive. Raises P0002, 22023, 23514 for more than the case is about, 55000 when the case waits for nothing, 23505 when the key received something else. */
  receiveReturn: functionCall<
    {
      caseId: Id;
      quantity: number;
      outcome: 'restock' | 'scrap' | 'repair';
      key: string;
      warehouseId?: Id | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'receive_return',
    'value',
    { caseId: 'bigint', quantity: 'integer', outcome: 'text', key: 'text', warehouseId: 'bigint' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Records what a carrier told of a parcel, each event once by carrier and event id: a second call returns the first one's event. delivered books the pieces of the parcel as delivered and moves shipment and order along; other events say where the parcel is, the latest that occurred wins. Details: location, and what else was said. Needs fulfilment.track. Raises P0002 for a number that no parcel has, 22023, 23505 when the event id was told of something else. */
  recordTrackingEvent: functionCall<
    {
      carrier: string;
      eventId: string;
      trackingNumber: string;
      status: 'announced' | 'in_transit' | 'out_for_delivery' | 'failed_attempt' | 'delivered' | 'returned_to_sender' | 'lost';
      occurredAt?: Moment | undefined;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'record_tracking_event',
    'value',
    { carrier: 'text', eventId: 'text', trackingNumber: 'text', status: 'text', occurredAt: 'timestamp with time zone', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Ships pieces of an order, all or some, in one transaction: stock falls, reservations are used up, the lines and the order move along. Lines: order_item_id, quantity, and parcel (1 unless said otherwise); NULL for all that is left. Warehouse: NULL for where the pieces are kept. Details: carrier, service, tracking_number and what else is known of the parcel, or parcels with an object for each; ship_to_name, _phone, _email, ship_to_address (that of the order when empty), batch_id, currency_code of the costs, is_residential, estimated_delivery_on, note. Returns the shipment; the same key again returns it once more. Needs fulfilment.ship. Raises P0002, 22023, 23514 for more than is left or lies in stock, 55000 when the order is not to be shipped, 23505 when the key shipped something else. */
  shipOrder: functionCall<
    {
      orderId: Id;
      lines: unknown;
      warehouseId: Id | null;
      key: string;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'ship_order',
    'value',
    { orderId: 'bigint', lines: 'jsonb', warehouseId: 'bigint', key: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a batch along: draft, processing, completed; a cancelled one lets its shipments go. False when it is there already. Needs fulfilment.ship. Raises P0002, 22023, 55000 when there is no such path or it is empty. */
  transitionFulfilmentBatch: functionCall<
    {
      batchId: Id;
      to: 'draft' | 'processing' | 'completed' | 'cancelled';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_fulfilment_batch',
    'value',
    { batchId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Gives up a purchase order of which nothing has arrived (cancelled), or the rest of one of which some has (closed); what was expected is no longer inbound. False when it is so already. Needs purchasing.order. Raises P0002, 22023, 55000 when there is no such path. */
  transitionPurchaseOrder: functionCall<
    {
      purchaseOrderId: Id;
      to: 'draft' | 'ordered' | 'partially_received' | 'received' | 'closed' | 'cancelled';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_purchase_order',
    'value',
    { purchaseOrderId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
};
