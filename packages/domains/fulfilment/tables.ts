/** Row types of fulfilment, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface FulfilmentBatchStatusHistoryRow {
  tenant_id: string;
  id: string;
  batch_id: string;
  from_status: 'draft' | 'processing' | 'completed' | 'cancelled' | null;
  to_status: 'draft' | 'processing' | 'completed' | 'cancelled';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface FulfilmentBatchesRow {
  tenant_id: string;
  id: string;
  name: string;
  status: 'draft' | 'processing' | 'completed' | 'cancelled';
  status_note: string | null;
  ship_date: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface FulfilmentParcelsRow {
  tenant_id: string;
  id: string;
  order_id: string;
  shipment_id: string;
  parcel_number: number;
  status:
    | 'packed'
    | 'announced'
    | 'in_transit'
    | 'out_for_delivery'
    | 'failed_attempt'
    | 'delivered'
    | 'returned_to_sender'
    | 'lost';
  carrier: string;
  service: string | null;
  tracking_number: string | null;
  tracking_url: string | null;
  package_code: string | null;
  weight_grams: number | null;
  length_mm: number | null;
  width_mm: number | null;
  height_mm: number | null;
  requires_signature: boolean;
  requires_insurance: boolean;
  saturday_delivery: boolean;
  contains_alcohol: boolean;
  estimated_cost: string;
  actual_cost: string;
  insurance_amount: string;
  confirmation_amount: string;
  total_cost: string | null;
  label_url: string | null;
  label_format: 'pdf' | 'png' | 'zpl' | null;
  label_expires_at: Date | null;
  label_printed_at: Date | null;
  label_voided_at: Date | null;
  delivered_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface FulfilmentReturnsRow {
  tenant_id: string;
  id: string;
  case_id: string;
  quantity: number;
  outcome: 'restock' | 'scrap' | 'repair';
  warehouse_id: string | null;
  stock_movement_id: string | null;
  received_at: Date;
  idempotency_key: string;
  created_by: string | null;
  created_at: Date;
}

export interface FulfilmentShipmentLinesRow {
  tenant_id: string;
  id: string;
  order_id: string;
  shipment_id: string;
  parcel_id: string;
  order_item_id: string;
  quantity: number;
  created_at: Date;
  updated_at: Date;
}

export interface FulfilmentShipmentStatusHistoryRow {
  tenant_id: string;
  id: string;
  shipment_id: string;
  from_status: 'shipped' | 'partially_delivered' | 'delivered' | null;
  to_status: 'shipped' | 'partially_delivered' | 'delivered';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface FulfilmentShipmentsRow {
  tenant_id: string;
  id: string;
  order_id: string;
  shipment_number: string;
  status: 'shipped' | 'partially_delivered' | 'delivered';
  status_note: string | null;
  warehouse_id: string | null;
  batch_id: string | null;
  ship_to_name: string | null;
  ship_to_phone: string | null;
  ship_to_email: string | null;
  ship_to_address: unknown;
  currency_code: string;
  is_residential: boolean;
  estimated_delivery_on: Date | null;
  shipped_at: Date;
  delivered_at: Date | null;
  note: string | null;
  idempotency_key: string;
  request: unknown;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface FulfilmentTrackingEventsRow {
  tenant_id: string;
  id: string;
  parcel_id: string;
  carrier: string;
  event_id: string;
  tracking_number: string;
  status:
    | 'announced'
    | 'in_transit'
    | 'out_for_delivery'
    | 'failed_attempt'
    | 'delivered'
    | 'returned_to_sender'
    | 'lost';
  occurred_at: Date;
  location: string | null;
  details: unknown;
  created_at: Date;
}

export interface GoodsReceiptLinesRow {
  tenant_id: string;
  id: string;
  purchase_order_id: string;
  goods_receipt_id: string;
  purchase_order_line_id: string;
  quantity: string;
  unit_cost: string | null;
  stock_movement_id: string | null;
  material_history_id: string | null;
  created_at: Date;
}

export interface GoodsReceiptsRow {
  tenant_id: string;
  id: string;
  purchase_order_id: string;
  delivery_note: string | null;
  received_at: Date;
  notes: string | null;
  idempotency_key: string;
  request: unknown;
  created_by: string | null;
  created_at: Date;
}

export interface PurchaseOrderLinesRow {
  tenant_id: string;
  id: string;
  purchase_order_id: string;
  warehouse_id: string;
  line_number: number;
  product_id: string | null;
  product_variant_id: string | null;
  material_id: string | null;
  material_variant_id: string | null;
  description: string;
  sku: string | null;
  vendor_sku: string | null;
  quantity: string;
  unit_cost: string;
  line_total: string | null;
  received_quantity: string;
  open_quantity: string;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface PurchaseOrderStatusHistoryRow {
  tenant_id: string;
  id: string;
  purchase_order_id: string;
  from_status: 'draft' | 'ordered' | 'partially_received' | 'received' | 'closed' | 'cancelled' | null;
  to_status: 'draft' | 'ordered' | 'partially_received' | 'received' | 'closed' | 'cancelled';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface PurchaseOrdersRow {
  tenant_id: string;
  id: string;
  order_number: string | null;
  vendor_id: string;
  warehouse_id: string;
  status: 'draft' | 'ordered' | 'partially_received' | 'received' | 'closed' | 'cancelled';
  status_note: string | null;
  currency_code: string;
  vendor_reference: string | null;
  expected_on: Date | null;
  shipped_on: Date | null;
  tracking_number: string | null;
  notes: string | null;
  ordered_at: Date | null;
  received_at: Date | null;
  creation_key: string | null;
  request: unknown;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface VendorsRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  currency_code: string;
  contact_name: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  contact_info: unknown;
  address: string | null;
  city: string | null;
  state: string | null;
  postal_code: string | null;
  country: string | null;
  is_active: boolean;
  notes: string | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    fulfilment_batch_status_history: Knex.CompositeTableType<
      FulfilmentBatchStatusHistoryRow,
      Inserted<FulfilmentBatchStatusHistoryRow, 'batch_id' | 'to_status'>,
      Updated<FulfilmentBatchStatusHistoryRow>
    >;
    fulfilment_batches: Knex.CompositeTableType<
      FulfilmentBatchesRow,
      Inserted<FulfilmentBatchesRow, 'name'>,
      Updated<FulfilmentBatchesRow>
    >;
    fulfilment_parcels: Knex.CompositeTableType<
      FulfilmentParcelsRow,
      Inserted<FulfilmentParcelsRow, 'order_id' | 'shipment_id' | 'parcel_number', 'total_cost'>,
      Updated<FulfilmentParcelsRow, 'total_cost'>
    >;
    fulfilment_returns: Knex.CompositeTableType<
      FulfilmentReturnsRow,
      Inserted<FulfilmentReturnsRow, 'case_id' | 'quantity' | 'outcome' | 'idempotency_key'>,
      Updated<FulfilmentReturnsRow>
    >;
    fulfilment_shipment_lines: Knex.CompositeTableType<
      FulfilmentShipmentLinesRow,
      Inserted<FulfilmentShipmentLinesRow, 'order_id' | 'shipment_id' | 'parcel_id' | 'order_item_id' | 'quantity'>,
      Updated<FulfilmentShipmentLinesRow>
    >;
    fulfilment_shipment_status_history: Knex.CompositeTableType<
      FulfilmentShipmentStatusHistoryRow,
      Inserted<FulfilmentShipmentStatusHistoryRow, 'shipment_id' | 'to_status'>,
      Updated<FulfilmentShipmentStatusHistoryRow>
    >;
    fulfilment_shipments: Knex.CompositeTableType<
      FulfilmentShipmentsRow,
      Inserted<FulfilmentShipmentsRow, 'order_id' | 'shipment_number' | 'currency_code' | 'idempotency_key'>,
      Updated<FulfilmentShipmentsRow>
    >;
    fulfilment_tracking_events: Knex.CompositeTableType<
      FulfilmentTrackingEventsRow,
      Inserted<FulfilmentTrackingEventsRow, 'parcel_id' | 'carrier' | 'event_id' | 'tracking_number' | 'status' | 'occurred_at'>,
      Updated<FulfilmentTrackingEventsRow>
    >;
    goods_receipt_lines: Knex.CompositeTableType<
      GoodsReceiptLinesRow,
      Inserted<GoodsReceiptLinesRow, 'purchase_order_id' | 'goods_receipt_id' | 'purchase_order_line_id' | 'quantity'>,
      Updated<GoodsReceiptLinesRow>
    >;
    goods_receipts: Knex.CompositeTableType<
      GoodsReceiptsRow,
      Inserted<GoodsReceiptsRow, 'purchase_order_id' | 'idempotency_key'>,
      Updated<GoodsReceiptsRow>
    >;
    purchase_order_lines: Knex.CompositeTableType<
      PurchaseOrderLinesRow,
      Inserted<PurchaseOrderLinesRow, 'purchase_order_id' | 'warehouse_id' | 'line_number' | 'description' | 'quantity' | 'unit_cost', 'line_total'>,
      Updated<PurchaseOrderLinesRow, 'line_total'>
    >;
    purchase_order_status_history: Knex.CompositeTableType<
      PurchaseOrderStatusHistoryRow,
      Inserted<PurchaseOrderStatusHistoryRow, 'purchase_order_id' | 'to_status'>,
      Updated<PurchaseOrderStatusHistoryRow>
    >;
    purchase_orders: Knex.CompositeTableType<
      PurchaseOrdersRow,
      Inserted<PurchaseOrdersRow, 'vendor_id' | 'warehouse_id' | 'currency_code'>,
      Updated<PurchaseOrdersRow>
    >;
    vendors: Knex.CompositeTableType<
      VendorsRow,
      Inserted<VendorsRow, 'code' | 'name' | 'currency_code'>,
      Updated<VendorsRow>
    >;
  }
}
