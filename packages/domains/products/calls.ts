/** Calls of the functions of products, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Decimal, type Id, type Moment } from '@erp/kit/function-call';

export const products = {
  /** Adds a variant as the last of its product and returns it. Without a SKU it gets that of the product and the values of its options, joined by hyphens. Needs products.write. Raises P0002, 23505 when the combination or the SKU is taken, as by a second call, 55000 while pieces lie in stock without a variant. */
  addProductVariant: functionCall<
    {
      productId: Id;
      options: unknown;
      sku?: string | null | undefined;
      retailPrice?: Decimal | null | undefined;
      salePrice?: Decimal | null | undefined;
    },
    string,
    'unique_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'add_product_variant',
    'value',
    { productId: 'bigint', options: 'jsonb', sku: 'text', retailPrice: 'numeric', salePrice: 'numeric' },
    { unique_violation: '23505', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Books material that was found, or below zero lost. Raises 23514 when what is left would not cover the promises. Returns the line of history; the same key again books nothing. Needs inventory.adjust. */
  adjustMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      reason: string;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'adjust_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', reason: 'text', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Books pieces that were found, or below zero lost, and returns the movement; the same key again books nothing. Raises 23514 when what is left would not cover the reservations. Needs inventory.adjust. */
  adjustStock: functionCall<
    {
      productId: Id;
      quantity: number;
      reason: string;
      key: string;
      warehouseId?: Id | null | undefined;
      productVariantId?: Id | null | undefined;
      unitCost?: Decimal | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'adjust_stock',
    'value',
    { productId: 'bigint', quantity: 'integer', reason: 'text', key: 'text', warehouseId: 'bigint', productVariantId: 'bigint', unitCost: 'numeric' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Gives up a count and books nothing; false when it was given up before. Raises 55000 when it has been booked. Needs inventory.write. */
  cancelStockCount: functionCall<
    {
      stockCountId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'cancel_stock_count',
    'value',
    { stockCountId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Books the differences of a count as movements, all or none, and returns how many there were; again it books nothing. Raises 55000 when a line is not counted or the count was given up, 23514 when what was found would not cover the reservations. Needs inventory.adjust. */
  closeStockCount: functionCall<
    {
      stockCountId: Id;
    },
    number | null,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'close_stock_count',
    'value',
    { stockCountId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Enters what was found of a product, and returns the difference to the books. Once more for the same product is another round, which replaces the one before; a product that nobody expected there gets a line. Needs inventory.write. */
  countStock: functionCall<
    {
      stockCountId: Id;
      productId: Id;
      actualQuantity: number;
      productVariantId?: Id | null | undefined;
      details?: string | null | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'count_stock',
    'value',
    { stockCountId: 'bigint', productId: 'bigint', actualQuantity: 'integer', productVariantId: 'bigint', details: 'text' },
    { insufficient_privilege: '42501' },
  ),
  /** Adds a product with its variants and returns it; the same SKU and name again returns the one that is there, as it is. Variants: options ({"Size": "54"}), sku (made of the options unless it is said), retail_price, sale_price. Details: product_type, status (draft unless it is said), retail_price and sale_price (net), tax_class, description, is_pre_order, categories (ids), tags, items of a set ([{"product_id", "quantity"}]). Needs products.write. Raises 22023, 23503 for what is not there, 23505 when the SKU is another one's or two variants are the same. */
  createProduct: functionCall<
    {
      sku: string;
      name: string;
      currencyCode: string;
      details?: unknown | undefined;
      variants?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'foreign_key_violation' | 'unique_violation' | 'insufficient_privilege'
  >(
    'create_product',
    'value',
    { sku: 'text', name: 'text', currencyCode: 'text', details: 'jsonb', variants: 'jsonb' },
    { invalid_parameter_value: '22023', foreign_key_violation: '23503', unique_violation: '23505', insufficient_privilege: '42501' },
  ),
  /** Gives back what reservations keep whose time is up, in the stocks of the p_limit oldest ones; stocks in use are passed over. To be run now and then by a job, in each tenant; returns how many lapsed. Needs inventory.write. */
  expireReservations: functionCall<
    {
      limit?: number | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'expire_reservations',
    'value',
    { limit: 'integer' },
    { insufficient_privilege: '42501' },
  ),
  /** What so many pieces of a product are made of, over all levels: items of sets, material, components of material. One row per line of the tree, parents first; the rows that are leaves are what has to be there. Quantities are in the unit of the row. */
  explodeBom: functionCall<
    {
      productId: Id;
      quantity?: Decimal | undefined;
      productVariantId?: Id | null | undefined;
    },
    { level: number | null; path: string | null; kind: string | null; product_id: string | null; product_variant_id: string | null; material_id: string | null; material_variant_id: string | null; sku: string | null; name: string | null; quantity: string | null; unit: string | null; is_leaf: boolean | null }[],
    never
  >(
    'explode_bom',
    'rows',
    { productId: 'bigint', quantity: 'numeric', productVariantId: 'bigint' },
    {},
  ),
  /** What a SKU means in the current tenant, in whatever case it is typed: the product, the variant if it is one, and what it costs now. No row when nothing living has it. */
  findSku: functionCall<
    {
      sku: string;
    },
    { product_id: string | null; product_variant_id: string | null; sku: string | null; name: string | null; options: unknown | null; product_type: string | null; status: string | null; currency_code: string | null; retail_price: string | null; price: string | null; tax_class: string | null }[],
    never
  >(
    'find_sku',
    'rows',
    { sku: 'text' },
    {},
  ),
  /** Books material that was used up and that nothing was promised of. Raises 23514 when less is available. Returns the line of history; the same key again books nothing. Needs inventory.write. */
  issueMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
      referenceType?: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null | undefined;
      referenceId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'issue_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint', referenceType: 'text', referenceId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Books promised material that was used up. Raises 23514 when less is promised. Returns the line of history; the same key again books nothing. Needs inventory.write. */
  issueReservedMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
      referenceType?: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null | undefined;
      referenceId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'issue_reserved_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint', referenceType: 'text', referenceId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Approves, rejects or hides a review; the rating of the product follows. False when it is so already. Needs products.moderate. Raises P0002, 55000 when there is no such path. */
  moderateReview: functionCall<
    {
      reviewId: Id;
      to: 'pending' | 'approved' | 'rejected' | 'hidden';
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'moderate_review',
    'value',
    { reviewId: 'bigint', to: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Books material that came in. Returns the line of history; the same key again books nothing. Raises 55000 for what was bought where purchase orders are kept. Needs inventory.write. */
  receiveMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
      referenceType?: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null | undefined;
      referenceId?: Id | null | undefined;
    },
    string,
    'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'receive_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint', referenceType: 'text', referenceId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Books pieces that came in, at a cost each (the average when none is given), and returns the movement; the same key again books nothing. Raises 55000 for a return of a customer, and for what was bought where purchase orders are kept. Needs inventory.write. */
  receiveStock: functionCall<
    {
      productId: Id;
      quantity: number;
      key: string;
      warehouseId?: Id | null | undefined;
      productVariantId?: Id | null | undefined;
      unitCost?: Decimal | null | undefined;
      sourceType?: 'purchase_order' | 'sales_order' | 'production_order' | 'transfer_order' | 'customer_return' | 'supplier_return' | 'opening' | 'other' | null | undefined;
      sourceId?: Id | null | undefined;
    },
    string,
    'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'receive_stock',
    'value',
    { productId: 'bigint', quantity: 'integer', key: 'text', warehouseId: 'bigint', productVariantId: 'bigint', unitCost: 'numeric', sourceType: 'text', sourceId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Gives promised material back. Raises 23514 when less is promised. Returns the line of history; the same key again books nothing. Needs inventory.write. */
  releaseMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
      referenceType?: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null | undefined;
      referenceId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'release_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint', referenceType: 'text', referenceId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Gives back what a reservation still keeps; false when nothing was kept any more. Raises 55000 when all of it has been shipped, or it is kept for an order line. Needs inventory.write. */
  releaseStock: functionCall<
    {
      reservationId: Id;
      reason?: string | null | undefined;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'release_stock',
    'value',
    { reservationId: 'bigint', reason: 'text' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Promises material to a production. Raises 23514 when less is available. Returns the line of history; the same key again books nothing. Needs inventory.write. */
  reserveMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      key: string;
      warehouseId?: Id | null | undefined;
      materialVariantId?: Id | null | undefined;
      referenceType?: 'order' | 'production' | 'purchase' | 'adjustment' | 'transfer' | 'product' | null | undefined;
      referenceId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'reserve_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', key: 'text', warehouseId: 'bigint', materialVariantId: 'bigint', referenceType: 'text', referenceId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Keeps pieces for somebody, for good or until a time, and returns the reservation; the same source key again returns it and keeps nothing more. Raises 23514 when fewer are available, 23505 when the key reserved something else, 55000 when that reservation was released or has expired, or the key is that of an order line. Needs inventory.write. */
  reserveStock: functionCall<
    {
      productId: Id;
      quantity: number;
      sourceKey: string;
      warehouseId?: Id | null | undefined;
      productVariantId?: Id | null | undefined;
      reservedUntil?: Moment | null | undefined;
      sourceType?: 'sales_order' | 'production_order' | 'transfer_order' | 'cart' | 'other' | null | undefined;
      sourceId?: Id | null | undefined;
    },
    string,
    'unique_violation' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'reserve_stock',
    'value',
    { productId: 'bigint', quantity: 'integer', sourceKey: 'text', warehouseId: 'bigint', productVariantId: 'bigint', reservedUntil: 'timestamp with time zone', sourceType: 'text', sourceId: 'bigint' },
    { unique_violation: '23505', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Reserves all lines or none: product_id, quantity, source_key, and where needed product_variant_id, warehouse_id, source_type, source_id. Returns the reservations in the order of the lines. See app.reserve_stock. Needs inventory.write. Raises 22023, 54000 for more than 1,000 lines. */
  reserveStockLines: functionCall<
    {
      lines: unknown;
      reservedUntil?: Moment | null | undefined;
    },
    readonly string[] | null,
    'invalid_parameter_value' | 'insufficient_privilege' | 'program_limit_exceeded'
  >(
    'reserve_stock_lines',
    'value',
    { lines: 'jsonb', reservedUntil: 'timestamp with time zone' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', program_limit_exceeded: '54000' },
  ),
  /** What one piece of a product costs: the standard cost of its material over all levels, and for items that are bought and not made, the average cost of what is on hand. is_complete is false when the cost of a part is not known, which then counts as nothing. Raises 55000 when parts are paid in different currencies. Needs inventory.read_costs or inventory.write. */
  rollUpCost: functionCall<
    {
      productId: Id;
      productVariantId?: Id | null | undefined;
    },
    { unit_cost: string | null; currency_code: string | null; is_complete: boolean | null }[],
    'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'roll_up_cost',
    'rows',
    { productId: 'bigint', productVariantId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Products of the current tenant by words of name and description, by the beginning of a SKU, or by the SKU of a variant; each word may be begun only. The best first, 20 when no limit is given, 200 at most; of one status if asked. */
  searchProducts: functionCall<
    {
      text: string;
      limit?: number | undefined;
      status?: 'draft' | 'publish' | 'updated' | 'do_not_import' | null | undefined;
    },
    { product_id: string | null; sku: string | null; name: string | null; status: string | null; relevance: number | null }[],
    never
  >(
    'search_products',
    'rows',
    { text: 'text', limit: 'integer', status: 'text' },
    {},
  ),
  /** What one piece of a set takes out of stock: the products that are no sets themselves, with pieces over all levels. */
  setComponents: functionCall<
    {
      productId: Id;
    },
    { product_id: string | null; quantity: string | null }[],
    never
  >(
    'set_components',
    'rows',
    { productId: 'bigint' },
    {},
  ),
  /** Books that reserved pieces have left, all that is still kept or some of it, and returns the movement; the same key again books nothing. A reservation whose time is up can be shipped until it is closed. Raises 55000 when it is not open or kept for an order line, 23514 when it keeps fewer. Needs inventory.write. */
  shipReservation: functionCall<
    {
      reservationId: Id;
      key: string;
      quantity?: number | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'ship_reservation',
    'value',
    { reservationId: 'bigint', key: 'text', quantity: 'integer' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Books pieces that left and that nobody had reserved, and returns the movement; the same key again books nothing. Raises 23514 when fewer are available, 55000 for a sales order. For reserved ones see app.ship_reservation. Needs inventory.write. */
  shipStock: functionCall<
    {
      productId: Id;
      quantity: number;
      key: string;
      warehouseId?: Id | null | undefined;
      productVariantId?: Id | null | undefined;
      sourceType?: 'purchase_order' | 'sales_order' | 'production_order' | 'transfer_order' | 'customer_return' | 'supplier_return' | 'opening' | 'other' | null | undefined;
      sourceId?: Id | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'ship_stock',
    'value',
    { productId: 'bigint', quantity: 'integer', key: 'text', warehouseId: 'bigint', productVariantId: 'bigint', sourceType: 'text', sourceId: 'bigint' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
  /** Calls for a count of a warehouse, of all that it holds or of some products, and returns it; each stock gets a line to be filled. Raises 23505 when one of the stocks is being counted already. Needs inventory.write. */
  startStockCount: functionCall<
    {
      warehouseId?: Id | null | undefined;
      productIds?: readonly Id[] | null | undefined;
      notes?: string | null | undefined;
    },
    string,
    'unique_violation' | 'insufficient_privilege'
  >(
    'start_stock_count',
    'value',
    { warehouseId: 'bigint', productIds: 'bigint[]', notes: 'text' },
    { unique_violation: '23505', insufficient_privilege: '42501' },
  ),
  /** Stocks of the current tenant whose figures are not what the ledger says; none, unless somebody brought wrong figures without movements. Needs inventory.read_costs or inventory.write. */
  stockDiscrepancies: functionCall<
    Record<never, never>,
    { stock_id: string | null; on_hand: number | null; on_hand_booked: string | null; reserved: number | null; reserved_open: string | null; stock_value: string | null; stock_value_booked: string | null }[],
    'insufficient_privilege'
  >(
    'stock_discrepancies',
    'rows',
    {},
    { insufficient_privilege: '42501' },
  ),
  /** How many pieces there are in the current tenant, of a product or in a warehouse if one is named: for every member, while what they cost stands in stock and asks inventory.read_costs. */
  stockLevels: functionCall<
    {
      productId?: Id | null | undefined;
      warehouseId?: Id | null | undefined;
    },
    { stock_id: string | null; product_id: string | null; product_variant_id: string | null; warehouse_id: string | null; on_hand: number | null; reserved: number | null; available: number | null; inbound: number | null }[],
    never
  >(
    'stock_levels',
    'rows',
    { productId: 'bigint', warehouseId: 'bigint' },
    {},
  ),
  /** What placing an order does when a product is short: that of the product, backorder where it can be ordered before there is stock, else that of the tenant, else refuse. */
  stockPolicy: functionCall<
    {
      productId: Id;
    },
    string,
    never
  >(
    'stock_policy',
    'value',
    { productId: 'bigint' },
    {},
  ),
  /** Books material from one warehouse into another, in two lines of history that belong together; returns the leaving one. The same key again books nothing. Raises 23514 when less is available. Needs inventory.write. */
  transferMaterial: functionCall<
    {
      materialId: Id;
      quantity: Decimal;
      fromWarehouseId: Id;
      toWarehouseId: Id;
      key: string;
      materialVariantId?: Id | null | undefined;
      reason?: string | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege'
  >(
    'transfer_material',
    'value',
    { materialId: 'bigint', quantity: 'numeric', fromWarehouseId: 'bigint', toWarehouseId: 'bigint', key: 'text', materialVariantId: 'bigint', reason: 'text' },
    { check_violation: '23514', insufficient_privilege: '42501' },
  ),
  /** Books pieces from one warehouse into another with the value that they have, in two movements that belong together; returns the leaving one. The same key again books nothing. Raises 23514 when fewer are available, 55000 between warehouses of different currencies. Needs inventory.write. */
  transferStock: functionCall<
    {
      productId: Id;
      quantity: number;
      fromWarehouseId: Id;
      toWarehouseId: Id;
      key: string;
      productVariantId?: Id | null | undefined;
      reason?: string | null | undefined;
    },
    string,
    'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state'
  >(
    'transfer_stock',
    'value',
    { productId: 'bigint', quantity: 'integer', fromWarehouseId: 'bigint', toWarehouseId: 'bigint', key: 'text', productVariantId: 'bigint', reason: 'text' },
    { check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000' },
  ),
};
