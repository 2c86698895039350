/** Row types of products, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface CategoryRow {
  tenant_id: string;
  id: string;
  name: string;
  parent_id: string | null;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface DiamondRow {
  tenant_id: string;
  id: string;
  shape:
    | 'round'
    | 'princess'
    | 'emerald'
    | 'oval'
    | 'cushion'
    | 'pear'
    | 'marquise'
    | 'asscher'
    | 'radiant'
    | 'heart'
    | 'other'
    | null;
  clarity: 'FL' | 'IF' | 'VVS1' | 'VVS2' | 'VS1' | 'VS2' | 'SI1' | 'SI2' | 'SI3' | 'I1' | 'I2' | 'I3' | null;
  color: string | null;
  product_id: string;
  item_id: string | null;
  cut_grade: 'ideal' | 'excellent' | 'very_good' | 'good' | 'fair' | 'poor' | null;
  carat: string | null;
  grading_lab: string | null;
  certificate_number: string | null;
  certificate_url: string | null;
  image_url: string | null;
  total_price: string | null;
  measurement_length: string | null;
  measurement_width: string | null;
  measurement_height: string | null;
  country: string | null;
  state_region: string | null;
  guaranteed_availability: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface GemstoneRow {
  tenant_id: string;
  id: string;
  shape: string | null;
  clarity: string | null;
  color: string | null;
  product_id: string;
  item_id: string | null;
  cut_grade: 'ideal' | 'excellent' | 'very_good' | 'good' | 'fair' | 'poor' | null;
  carat: string | null;
  grading_lab: string | null;
  certificate_number: string | null;
  certificate_url: string | null;
  image_url: string | null;
  total_price: string | null;
  measurement_length: string | null;
  measurement_width: string | null;
  measurement_height: string | null;
  country: string | null;
  state_region: string | null;
  guaranteed_availability: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface InventoryHistoryRow {
  tenant_id: string;
  id: string;
  stock_count_id: string;
  stock_id: string;
  cycle_number: number;
  status: 'pending' | 'in_progress' | 'completed' | 'cancelled';
  product_sku: string | null;
  product_name: string;
  recorded_quantity: number | null;
  actual_quantity: number | null;
  quantity_discrepancy: number | null;
  details: string | null;
  audit_date: Date | null;
  audited_by: string | null;
  movement_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialRow {
  tenant_id: string;
  id: string;
  sku: string;
  name: string;
  category: string;
  stone_attribute_id: string | null;
  charm_attribute_id: string | null;
  color_attribute_id: string | null;
  intention_attribute_id: string | null;
  element_attribute_id: string | null;
  thumbnail: string | null;
  description: string | null;
  unit: string;
  dimension: string | null;
  weight: string | null;
  conversion_factor: string;
  currency_code: string;
  price: string;
  cost: string;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialAttributeRow {
  tenant_id: string;
  id: string;
  name: string;
  type: 'collection' | 'stone' | 'color' | 'charm' | 'metal' | 'size' | 'intention' | 'element';
  value: string;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialComponentRow {
  tenant_id: string;
  id: string;
  material_id: string;
  component_material_id: string;
  component_material_variant_id: string | null;
  quantity: string;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialHistoryRow {
  tenant_id: string;
  id: string;
  material_id: string | null;
  material_variant_id: string | null;
  material_stock_id: string | null;
  action_type:
    | 'create'
    | 'update'
    | 'delete'
    | 'stock_in'
    | 'stock_out'
    | 'stock_adjust'
    | 'reserve'
    | 'unreserve'
    | 'transfer';
  field_name: string | null;
  old_value: string | null;
  new_value: string | null;
  quantity_change: string | null;
  reserved_change: string | null;
  reference_type: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null;
  reference_id: string | null;
  counterpart_id: string | null;
  idempotency_key: string | null;
  notes: string | null;
  occurred_at: Date;
  created_by: string | null;
  created_at: Date;
}

export interface MaterialProductRow {
  tenant_id: string;
  id: string;
  product_id: string;
  product_variant_id: string | null;
  material_id: string;
  material_variant_id: string | null;
  quantity: string;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialStockRow {
  tenant_id: string;
  id: string;
  material_id: string;
  material_variant_id: string | null;
  warehouse_id: string;
  allow_backorder: boolean;
  on_hand: string;
  reserved: string;
  available: string | null;
  inbound: string;
  last_counted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface MaterialVariantRow {
  tenant_id: string;
  id: string;
  material_id: string;
  sku: string;
  name: string;
  size_attribute_id: string | null;
  metal_attribute_id: string | null;
  unit: string;
  dimension: string | null;
  weight: string | null;
  conversion_factor: string;
  currency_code: string;
  price: string;
  cost: string;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductRow {
  tenant_id: string;
  id: string;
  sku: string;
  name: string;
  product_type: 'standard' | 'custom' | 'variant' | 'set' | 'jewelry' | 'diamond' | 'gemstone';
  status: 'draft' | 'publish' | 'updated' | 'do_not_import';
  published_at: Date | null;
  currency_code: string;
  retail_price: string;
  sale_price: string | null;
  tax_class: string | null;
  description: string | null;
  is_pre_order: boolean;
  promotion_id: string | null;
  rating_count: number;
  rating_sum: number;
  rating_average: string | null;
  search_vector: string | null;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
  stock_policy: 'refuse' | 'backorder' | 'allow' | null;
}

export interface ProductAttributeRow {
  tenant_id: string;
  id: string;
  name: string;
  type: 'text' | 'number' | 'boolean' | 'select' | 'date';
  choices: unknown;
  value: string | null;
  description: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductAttributeValueRow {
  tenant_id: string;
  id: string;
  product_id: string;
  attribute_id: string;
  value: string;
  is_variant_value: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface ProductCategoryRow {
  tenant_id: string;
  id: string;
  product_id: string;
  category_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface ProductCustomizeRow {
  tenant_id: string;
  id: string;
  product_id: string;
  customization: unknown;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductImageRow {
  tenant_id: string;
  id: string;
  product_id: string;
  product_variant_id: string | null;
  image_url: string;
  thumbnail_url: string | null;
  alt_text: string | null;
  sort_order: number;
  is_primary: boolean;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductReviewRow {
  tenant_id: string;
  id: string;
  product_id: string;
  personal_key_id: string | null;
  rating: number;
  title: string | null;
  comment: string | null;
  status: 'pending' | 'approved' | 'rejected' | 'hidden';
  approved_at: Date | null;
  approved_by: string | null;
  helpful_count: number;
  reviewer_name: string | null;
  reviewer_email: string | null;
  superseded_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductSetItemRow {
  tenant_id: string;
  id: string;
  set_product_id: string;
  set_product_type: string | null;
  item_product_id: string;
  quantity: number;
  sort_order: number;
  created_at: Date;
  updated_at: Date;
}

export interface ProductSkuRow {
  tenant_id: string;
  sku_key: string;
  product_id: string;
  product_variant_id: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProductTagRow {
  tenant_id: string;
  id: string;
  product_id: string;
  tag_name: string;
  created_at: Date;
  updated_at: Date;
}

export interface ProductVariantRow {
  tenant_id: string;
  id: string;
  parent_product_id: string;
  variant_sku: string;
  options: unknown;
  retail_price_override: string | null;
  sale_price_override: string | null;
  status: 'draft' | 'publish' | 'updated' | 'do_not_import' | null;
  sort_order: number;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface StockRow {
  tenant_id: string;
  id: string;
  product_id: string;
  product_variant_id: string | null;
  warehouse_id: string;
  allow_backorder: boolean;
  on_hand: number;
  reserved: number;
  available: number | null;
  stock_value: string;
  average_cost: string | null;
  inbound: number;
  reorder_level: number | null;
  last_counted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface StockCountRow {
  tenant_id: string;
  id: string;
  warehouse_id: string;
  status: 'in_progress' | 'completed' | 'cancelled';
  notes: string | null;
  started_at: Date;
  closed_at: Date | null;
  started_by: string | null;
  closed_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface StockMovementRow {
  tenant_id: string;
  id: string;
  stock_id: string;
  kind: 'receipt' | 'shipment' | 'transfer_in' | 'transfer_out' | 'adjustment' | 'count';
  quantity: number;
  unit_cost: string | null;
  value_change: string;
  on_hand_after: number | null;
  reservation_id: string | null;
  counterpart_id: string | null;
  idempotency_key: string | null;
  source_type:
    | 'purchase_order'
    | 'sales_order'
    | 'production_order'
    | 'transfer_order'
    | 'customer_return'
    | 'supplier_return'
    | 'opening'
    | 'other'
    | null;
  source_id: string | null;
  reason: string | null;
  occurred_at: Date;
  created_by: string | null;
  created_at: Date;
}

export interface StockReservationRow {
  tenant_id: string;
  id: string;
  stock_id: string;
  quantity: number;
  shipped_quantity: number;
  status: 'open' | 'shipped' | 'released' | 'expired';
  open_quantity: number | null;
  source_key: string;
  source_type: 'sales_order' | 'production_order' | 'transfer_order' | 'cart' | 'other' | null;
  source_id: string | null;
  reserved_until: Date | null;
  closed_at: Date | null;
  reason: string | null;
  created_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface StockSettingsRow {
  tenant_id: string;
  stock_policy: 'refuse' | 'backorder' | 'allow';
  created_at: Date;
  updated_at: Date;
}

export interface WarehouseRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  address: string | null;
  city: string | null;
  country: string | null;
  phone: string | null;
  email: string | null;
  manager_id: string | null;
  status: 'active' | 'inactive' | 'closed';
  is_default: boolean;
  allow_backorder: boolean;
  currency_code: string;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    category: Knex.CompositeTableType<
      CategoryRow,
      Inserted<CategoryRow, 'name'>,
      Updated<CategoryRow>
    >;
    diamond: Knex.CompositeTableType<
      DiamondRow,
      Inserted<DiamondRow, 'product_id'>,
      Updated<DiamondRow>
    >;
    gemstone: Knex.CompositeTableType<
      GemstoneRow,
      Inserted<GemstoneRow, 'product_id'>,
      Updated<GemstoneRow>
    >;
    inventory_history: Knex.CompositeTableType<
      InventoryHistoryRow,
      Inserted<InventoryHistoryRow, 'stock_count_id' | 'stock_id' | 'product_name', 'quantity_discrepancy'>,
      Updated<InventoryHistoryRow, 'quantity_discrepancy'>
    >;
    material: Knex.CompositeTableType<
      MaterialRow,
      Inserted<MaterialRow, 'sku' | 'name' | 'category' | 'unit' | 'currency_code'>,
      Updated<MaterialRow>
    >;
    material_attribute: Knex.CompositeTableType<
      MaterialAttributeRow,
      Inserted<MaterialAttributeRow, 'name' | 'type'>,
      Updated<MaterialAttributeRow>
    >;
    material_component: Knex.CompositeTableType<
      MaterialComponentRow,
      Inserted<MaterialComponentRow, 'material_id' | 'component_material_id' | 'quantity'>,
      Updated<MaterialComponentRow>
    >;
    material_history: Knex.CompositeTableType<
      MaterialHistoryRow,
      Inserted<MaterialHistoryRow, 'action_type'>,
      Updated<MaterialHistoryRow>
    >;
    material_product: Knex.CompositeTableType<
      MaterialProductRow,
      Inserted<MaterialProductRow, 'product_id' | 'material_id' | 'quantity'>,
      Updated<MaterialProductRow>
    >;
    material_stock: Knex.CompositeTableType<
      MaterialStockRow,
      Inserted<MaterialStockRow, 'material_id' | 'warehouse_id' | 'allow_backorder', 'available'>,
      Updated<MaterialStockRow, 'available'>
    >;
    material_variant: Knex.CompositeTableType<
      MaterialVariantRow,
      Inserted<MaterialVariantRow, 'material_id' | 'sku' | 'name' | 'unit' | 'currency_code'>,
      Updated<MaterialVariantRow>
    >;
    product: Knex.CompositeTableType<
      ProductRow,
      Inserted<ProductRow, 'sku' | 'name' | 'currency_code', 'rating_average' | 'search_vector'>,
      Updated<ProductRow, 'rating_average' | 'search_vector'>
    >;
    product_attribute: Knex.CompositeTableType<
      ProductAttributeRow,
      Inserted<ProductAttributeRow, 'name'>,
      Updated<ProductAttributeRow>
    >;
    product_attribute_value: Knex.CompositeTableType<
      ProductAttributeValueRow,
      Inserted<ProductAttributeValueRow, 'product_id' | 'attribute_id' | 'value'>,
      Updated<ProductAttributeValueRow>
    >;
    product_category: Knex.CompositeTableType<
      ProductCategoryRow,
      Inserted<ProductCategoryRow, 'product_id' | 'category_id'>,
      Updated<ProductCategoryRow>
    >;
    product_customize: Knex.CompositeTableType<
      ProductCustomizeRow,
      Inserted<ProductCustomizeRow, 'product_id'>,
      Updated<ProductCustomizeRow>
    >;
    product_image: Knex.CompositeTableType<
      ProductImageRow,
      Inserted<ProductImageRow, 'product_id' | 'image_url'>,
      Updated<ProductImageRow>
    >;
    product_review: Knex.CompositeTableType<
      ProductReviewRow,
      Inserted<ProductReviewRow, 'product_id' | 'rating'>,
      Updated<ProductReviewRow>
    >;
    product_set_item: Knex.CompositeTableType<
      ProductSetItemRow,
      Inserted<ProductSetItemRow, 'set_product_id' | 'item_product_id', 'set_product_type'>,
      Updated<ProductSetItemRow, 'set_product_type'>
    >;
    product_sku: Knex.CompositeTableType<
      ProductSkuRow,
      Inserted<ProductSkuRow, 'sku_key' | 'product_id'>,
      Updated<ProductSkuRow>
    >;
    product_tag: Knex.CompositeTableType<
      ProductTagRow,
      Inserted<ProductTagRow, 'product_id' | 'tag_name'>,
      Updated<ProductTagRow>
    >;
    product_variant: Knex.CompositeTableType<
      ProductVariantRow,
      Inserted<ProductVariantRow, 'parent_product_id' | 'variant_sku'>,
      Updated<ProductVariantRow>
    >;
    stock: Knex.CompositeTableType<
      StockRow,
      Inserted<StockRow, 'product_id' | 'warehouse_id' | 'allow_backorder', 'available' | 'average_cost'>,
      Updated<StockRow, 'available' | 'average_cost'>
    >;
    stock_count: Knex.CompositeTableType<
      StockCountRow,
      Inserted<StockCountRow, 'warehouse_id'>,
      Updated<StockCountRow>
    >;
    stock_movement: Knex.CompositeTableType<
      StockMovementRow,
      Inserted<StockMovementRow, 'stock_id' | 'kind' | 'quantity'>,
      Updated<StockMovementRow>
    >;
    stock_reservation: Knex.CompositeTableType<
      StockReservationRow,
      Inserted<StockReservationRow, 'stock_id' | 'quantity' | 'source_key', 'open_quantity'>,
      Updated<StockReservationRow, 'open_quantity'>
    >;
    stock_settings: Knex.CompositeTableType<
      StockSettingsRow,
      Inserted<StockSettingsRow, 'tenant_id'>,
      Updated<StockSettingsRow>
    >;
    warehouse: Knex.CompositeTableType<
      WarehouseRow,
      Inserted<WarehouseRow, 'code' | 'name' | 'currency_code'>,
      Updated<WarehouseRow>
    >;
  }
}
