/** Row types of orders, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface OrderCaseStatusHistoryRow {
  tenant_id: string;
  id: string;
  case_id: string;
  from_status:
    | 'inquiry'
    | 'approved'
    | 'in_transit'
    | 'received'
    | 'in_repair'
    | 'replaced'
    | 'refunded'
    | 'rejected'
    | 'closed'
    | null;
  to_status:
    | 'inquiry'
    | 'approved'
    | 'in_transit'
    | 'received'
    | 'in_repair'
    | 'replaced'
    | 'refunded'
    | 'rejected'
    | 'closed';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface OrderImagesRow {
  tenant_id: string;
  id: string;
  order_id: string;
  image_url: string;
  image_type: 'receipt' | 'product' | 'custom' | 'design' | 'other';
  description: string | null;
  sort_order: number;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrderItemCustomizationRow {
  tenant_id: string;
  id: string;
  order_id: string;
  order_item_id: string;
  actual_amount: string | null;
  balance_due: string | null;
  payment_status: 'unpaid' | 'deposit_paid' | 'paid' | 'refunded';
  design_image_url: string | null;
  design_status: 'pending' | 'in_progress' | 'awaiting_approval' | 'approved' | 'rejected';
  designed_at: Date | null;
  material_status: 'pending' | 'ordered' | 'in_stock' | 'issued';
  material_ready_at: Date | null;
  completion_status: 'pending' | 'in_progress' | 'quality_check' | 'completed' | 'rework';
  completed_at: Date | null;
  check_status: 'pending' | 'passed' | 'failed';
  ship_date: Date | null;
  third_party_brand: string | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrderItemPreOrdersRow {
  tenant_id: string;
  id: string;
  order_id: string;
  order_item_id: string;
  status: 'pending' | 'ordered' | 'in_production' | 'arrived' | 'released' | 'cancelled';
  category: string | null;
  vendor: string | null;
  hold_until: Date | null;
  processing_date: Date | null;
  reason: string | null;
  notes: string | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrderItemsRow {
  tenant_id: string;
  id: string;
  order_id: string;
  product_id: string | null;
  line_item_id: string | null;
  product_name: string;
  sku: string | null;
  status:
    | 'pending'
    | 'allocated'
    | 'backordered'
    | 'in_production'
    | 'shipped'
    | 'delivered'
    | 'returned'
    | 'cancelled'
    | 'not_required';
  quantity: number;
  unit_price: string;
  discount_amount: string;
  tax_class: string | null;
  tax_rate: string;
  subtotal: string | null;
  tax_amount: string | null;
  total_price: string | null;
  properties: unknown;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
  product_variant_id: string | null;
  order_stage: 'draft' | 'placed' | 'cancelled' | null;
  supply: 'stock' | 'made_to_order' | 'none' | null;
  price_origin: 'catalog' | 'promotion' | 'own';
  reserved_quantity: number;
  shipped_quantity: number;
  delivered_quantity: number;
  returned_quantity: number;
}

export interface OrderItemsAfterSalesRow {
  tenant_id: string;
  id: string;
  order_id: string;
  order_item_id: string;
  original_order_item_id: string | null;
  case_type: 'return' | 'repair' | 'exchange' | 'refund' | 'warranty';
  status:
    | 'inquiry'
    | 'approved'
    | 'in_transit'
    | 'received'
    | 'in_repair'
    | 'replaced'
    | 'refunded'
    | 'rejected'
    | 'closed';
  rma_code: string | null;
  amount: string | null;
  tracking_number: string | null;
  tracking_status: 'announced' | 'in_transit' | 'delivered' | 'lost' | null;
  reason: string | null;
  details: string | null;
  inquiry_date: Date | null;
  received_date: Date | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
  quantity: number;
  received_quantity: number;
  restocked_quantity: number;
  refunded_amount: string;
  status_note: string | null;
  opening_key: string | null;
}

export interface OrderMetaCrmRow {
  tenant_id: string;
  order_id: string;
  sales_staff_id: string | null;
  referrer_staff_id: string | null;
  support_staff_id: string | null;
  source_page_id: string | null;
  social_review: string | null;
  customer_feedback: string | null;
  follow_up_status: 'none' | 'scheduled' | 'contacted' | 'done';
  approval_status: 'pending' | 'approved' | 'rejected' | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrderPaymentsRow {
  tenant_id: string;
  id: string;
  order_id: string;
  currency_code: string;
  kind: 'payment' | 'refund';
  parent_payment_id: string | null;
  payment_method: 'cash' | 'bank_transfer' | 'credit_card' | 'paypal' | 'e_wallet' | 'cod' | 'other';
  amount: string;
  status: 'pending' | 'paid' | 'failed';
  idempotency_key: string;
  provider: string;
  transaction_id: string | null;
  due_date: Date | null;
  paid_at: Date | null;
  is_deposit: boolean;
  reason: string | null;
  created_by: string | null;
  created_at: Date;
}

export interface OrderSettingsRow {
  tenant_id: string;
  confirm_within_hours: number | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrderStatusHistoryRow {
  tenant_id: string;
  id: string;
  order_id: string;
  from_status:
    | 'draft'
    | 'pending'
    | 'confirmed'
    | 'processing'
    | 'on_hold'
    | 'shipped'
    | 'delivered'
    | 'completed'
    | 'cancelled'
    | 'refunded'
    | null;
  to_status:
    | 'draft'
    | 'pending'
    | 'confirmed'
    | 'processing'
    | 'on_hold'
    | 'shipped'
    | 'delivered'
    | 'completed'
    | 'cancelled'
    | 'refunded';
  changed_by: string | null;
  reason: string | null;
  changed_at: Date;
  created_at: Date;
}

export interface OrdersRow {
  tenant_id: string;
  id: string;
  order_number: string | null;
  status:
    | 'draft'
    | 'pending'
    | 'confirmed'
    | 'processing'
    | 'on_hold'
    | 'shipped'
    | 'delivered'
    | 'completed'
    | 'cancelled'
    | 'refunded';
  status_note: string | null;
  ordered_at: Date;
  customer_id: string | null;
  store_id: string | null;
  channel_platform_page_id: string | null;
  source_platform: string | null;
  external_order_id: string | null;
  shipping_address_id: string | null;
  billing_address_id: string | null;
  shipping_address: unknown;
  billing_address: unknown;
  customer_notes: string | null;
  currency_code: string;
  subtotal: string;
  discount_amount: string;
  tax_amount: string;
  total_paid: string;
  total_refunded: string;
  total: string | null;
  balance: string | null;
  net_payment: string | null;
  payment_status: string | null;
  has_open_balance: boolean | null;
  placement_key: string | null;
  confirmed_at: Date | null;
  shipped_at: Date | null;
  delivered_at: Date | null;
  completed_at: Date | null;
  cancelled_at: Date | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface OrdersMetaRow {
  tenant_id: string;
  order_id: string;
  metadata: unknown;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    order_case_status_history: Knex.CompositeTableType<
      OrderCaseStatusHistoryRow,
      Inserted<OrderCaseStatusHistoryRow, 'tenant_id' | 'case_id' | 'to_status'>,
      Updated<OrderCaseStatusHistoryRow>
    >;
    order_images: Knex.CompositeTableType<
      OrderImagesRow,
      Inserted<OrderImagesRow, 'order_id' | 'image_url'>,
      Updated<OrderImagesRow>
    >;
    order_item_customization: Knex.CompositeTableType<
      OrderItemCustomizationRow,
      Inserted<OrderItemCustomizationRow, 'order_id' | 'order_item_id'>,
      Updated<OrderItemCustomizationRow>
    >;
    order_item_pre_orders: Knex.CompositeTableType<
      OrderItemPreOrdersRow,
      Inserted<OrderItemPreOrdersRow, 'order_id' | 'order_item_id'>,
      Updated<OrderItemPreOrdersRow>
    >;
    order_items: Knex.CompositeTableType<
      OrderItemsRow,
      Inserted<OrderItemsRow, 'order_id' | 'product_name' | 'unit_price', 'subtotal' | 'tax_amount' | 'total_price'>,
      Updated<OrderItemsRow, 'subtotal' | 'tax_amount' | 'total_price'>
    >;
    order_items_after_sales: Knex.CompositeTableType<
      OrderItemsAfterSalesRow,
      Inserted<OrderItemsAfterSalesRow, 'order_id' | 'order_item_id' | 'case_type'>,
      Updated<OrderItemsAfterSalesRow>
    >;
    order_meta_crm: Knex.CompositeTableType<
      OrderMetaCrmRow,
      Inserted<OrderMetaCrmRow, 'order_id'>,
      Updated<OrderMetaCrmRow>
    >;
    order_payments: Knex.CompositeTableType<
      OrderPaymentsRow,
      Inserted<OrderPaymentsRow, 'order_id' | 'currency_code' | 'kind' | 'payment_method' | 'amount' | 'status' | 'idempotency_key'>,
      Updated<OrderPaymentsRow>
    >;
    order_settings: Knex.CompositeTableType<
      OrderSettingsRow,
      Inserted<OrderSettingsRow, 'tenant_id'>,
      Updated<OrderSettingsRow>
    >;
    order_status_history: Knex.CompositeTableType<
      OrderStatusHistoryRow,
      Inserted<OrderStatusHistoryRow, 'order_id' | 'to_status'>,
      Updated<OrderStatusHistoryRow>
    >;
    orders: Knex.CompositeTableType<
      OrdersRow,
      Inserted<OrdersRow, 'currency_code', 'total' | 'balance' | 'net_payment' | 'payment_status' | 'has_open_balance'>,
      Updated<OrdersRow, 'total' | 'balance' | 'net_payment' | 'payment_status' | 'has_open_balance'>
    >;
    orders_meta: Knex.CompositeTableType<
      OrdersMetaRow,
      Inserted<OrdersMetaRow, 'order_id'>,
      Updated<OrdersMetaRow>
    >;
  }
}
