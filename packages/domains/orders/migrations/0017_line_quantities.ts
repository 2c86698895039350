import { code } from '@erp/kit/schema';
import type { Knex } from 'knex';

/**
 * Lines name their variant and say how many pieces are reserved, shipped, delivered and returned; their status follows
 * from that. Lines that are there get the figures that the status of their order says; what they sold stays as it was.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('order_items', (table) => {
    table
      .bigInteger('product_variant_id')
      .comment('Variant sold; empty where the product has none, or it is not in the catalog any more.');
    code(table, 'order_stage', ['draft', 'placed', 'cancelled']).comment(
      'Whether the order is being written, was placed or given up; follows the order.',
    );
    code(table, 'supply', ['stock', 'made_to_order', 'none']).comment(
      'Where the pieces come from: stock; made for the order; none: nothing is sent, e.g. shipping or a service.',
    );
    code(table, 'price_origin', ['catalog', 'promotion', 'own'])
      .notNullable()
      .defaultTo('own')
      .comment(
        'Where the price comes from: the catalog, a promotion, or whoever wrote the line (needs orders.price).',
      );
    for (const [column, meaning] of QUANTITIES) {
      table.integer(column).notNullable().defaultTo(0).comment(meaning);
    }
  });
  await knex.raw('ALTER TABLE order_items DROP CONSTRAINT ck_order_items_status');

  // Times and authors of the lines stay: nobody has changed what they say.
  await knex.raw('ALTER TABLE order_items DISABLE TRIGGER USER');
  await knex.raw(FIGURES);
  await knex.raw('ALTER TABLE order_items ENABLE TRIGGER USER');
  await knex.raw(CLOSE_LEFT_OVER);
  await knex.raw(TAKE_OVER);
  await knex.raw('ALTER TABLE order_items DISABLE TRIGGER USER');
  await knex.raw(RESERVED);
  await knex.raw(STATUS);
  await knex.raw('ALTER TABLE order_items ENABLE TRIGGER USER');

  await knex.schema.alterTable('order_items', (table) => {
    table.check(`status IN (${STATUSES})`, [], 'ck_order_items_status');
    table.check('order_stage IS NOT NULL', [], 'ck_order_items_order_stage_present');
    table.check('supply IS NOT NULL', [], 'ck_order_items_supply_present');
    table.check(
      'reserved_quantity >= 0 AND reserved_quantity::bigint + shipped_quantity <= quantity',
      [],
      'ck_order_items_reserved_quantity',
    );
    table.check('shipped_quantity >= 0', [], 'ck_order_items_shipped_quantity');
    table.check('delivered_quantity BETWEEN 0 AND shipped_quantity', [], 'ck_order_items_delivered_quantity');
    table.check('returned_quantity BETWEEN 0 AND shipped_quantity', [], 'ck_order_items_returned_quantity');
    table.check(
      "(supply = 'stock' OR reserved_quantity = 0) AND (supply <> 'none' OR shipped_quantity = 0)",
      [],
      'ck_order_items_supply_quantities',
    );
    table.check(
      "order_stage = 'placed' OR reserved_quantity = 0 AND shipped_quantity = 0",
      [],
      'ck_order_items_order_stage_quantities',
    );
    table.check(`status = ${DERIVED}`, [], 'ck_order_items_status_derived');
    table.index(
      ['tenant_id', 'product_id', 'product_variant_id'],
      'ix_order_items_product_id_product_variant_id',
    );
    table
      .foreign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_order_items_product_variant_id')
      .references(['tenant_id', 'parent_product_id', 'id'])
      .inTable('product_variant')
      .deferrable('immediate')
      .onDelete('SET NULL (product_variant_id)');
    table.dropIndex(['tenant_id', 'product_id'], 'ix_order_items_product_id');
  });

  await knex.raw(`
    REVOKE INSERT ON order_items FROM erp_app;
    GRANT INSERT (tenant_id, order_id, product_id, product_variant_id, line_item_id, product_name, sku, quantity,
      unit_price, discount_amount, tax_class, tax_rate, properties, created_by, updated_by, created_at, updated_at)
      ON order_items TO erp_app;
    REVOKE UPDATE (status) ON order_items FROM erp_app;
    GRANT UPDATE (product_variant_id) ON order_items TO erp_app;
  `);
}

/** What a status said that was written by hand is not known any more: lines keep the one that follows. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    REVOKE INSERT (tenant_id, order_id, product_id, product_variant_id, line_item_id, product_name, sku, quantity,
      unit_price, discount_amount, tax_class, tax_rate, properties, created_by, updated_by, created_at, updated_at)
      ON order_items FROM erp_app;
    GRANT INSERT ON order_items TO erp_app;
    GRANT UPDATE (status) ON order_items TO erp_app;
  `);
  await knex.raw('ALTER TABLE order_items DISABLE TRIGGER USER');
  await knex.raw('ALTER TABLE order_items DROP CONSTRAINT ck_order_items_status_derived');
  await knex.raw("UPDATE order_items SET status = 'delivered' WHERE status = 'not_required'");
  await knex.raw('ALTER TABLE order_items ENABLE TRIGGER USER');
  await knex.schema.alterTable('order_items', (table) => {
    table.index(['tenant_id', 'product_id'], 'ix_order_items_product_id');
    table.dropForeign(['tenant_id', 'product_id', 'product_variant_id'], 'fk_order_items_product_variant_id');
    table.dropChecks([
      'ck_order_items_status',
      'ck_order_items_order_stage_present',
      'ck_order_items_supply_present',
      'ck_order_items_reserved_quantity',
      'ck_order_items_shipped_quantity',
      'ck_order_items_delivered_quantity',
      'ck_order_items_returned_quantity',
      'ck_order_items_supply_quantities',
      'ck_order_items_order_stage_quantities',
    ]);
    table.dropColumns(
      'product_variant_id',
      'order_stage',
      'supply',
      'price_origin',
      ...QUANTITIES.map(([column]) => column),
    );
    table.check(`status IN (${STATUSES.replace(", 'not_required'", '')})`, [], 'ck_order_items_status');
  });
}

const QUANTITIES = [
  ['reserved_quantity', 'Pieces that stock keeps for the line and that have not left.'],
  ['shipped_quantity', 'Pieces that have left.'],
  ['delivered_quantity', 'Pieces of these that arrived.'],
  ['returned_quantity', 'Pieces of these that came back for good.'],
] as const;

const STATUSES =
  "'pending', 'allocated', 'backordered', 'in_production', 'shipped', 'delivered', 'returned', 'cancelled', 'not_required'";

/** The status of a line: app.derive_line_status writes it, this check holds it. */
const DERIVED = `CASE
    WHEN order_stage = 'cancelled' THEN 'cancelled'
    WHEN order_stage = 'draft' THEN 'pending'
    WHEN supply = 'none' THEN 'not_required'
    WHEN returned_quantity = quantity THEN 'returned'
    WHEN delivered_quantity = quantity THEN 'delivered'
    WHEN shipped_quantity = quantity THEN 'shipped'
    WHEN supply = 'made_to_order' THEN 'in_production'
    WHEN reserved_quantity + shipped_quantity = quantity THEN 'allocated'
    ELSE 'backordered'
  END`;

const FIGURES = `
  UPDATE order_items i
  SET product_variant_id = f.product_variant_id, order_stage = f.order_stage, supply = f.supply,
    shipped_quantity = CASE WHEN f.shipped AND f.supply <> 'none' THEN i.quantity ELSE 0 END,
    delivered_quantity = CASE WHEN f.delivered AND f.supply <> 'none' THEN i.quantity ELSE 0 END,
    returned_quantity = CASE WHEN f.returned AND f.supply <> 'none' THEN i.quantity ELSE 0 END
  FROM (
    SELECT l.tenant_id, l.id, k.product_variant_id,
      CASE o.status WHEN 'draft' THEN 'draft' WHEN 'cancelled' THEN 'cancelled' ELSE 'placed' END AS order_stage,
      CASE WHEN l.product_id IS NULL THEN 'none' WHEN p.product_type = 'custom' THEN 'made_to_order' ELSE 'stock' END
        AS supply,
      o.status IN ('shipped', 'delivered', 'completed', 'refunded') AS shipped,
      o.status IN ('delivered', 'completed') OR o.status = 'refunded' AND o.delivered_at IS NOT NULL AS delivered,
      o.status = 'refunded' AS returned
    FROM order_items l
    JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
    LEFT JOIN product p ON p.tenant_id = l.tenant_id AND p.id = l.product_id
    -- Where the SKU is that of something else, the variant stays unknown.
    LEFT JOIN product_sku k
      ON k.tenant_id = l.tenant_id AND k.sku_key = lower(btrim(l.sku)) AND k.product_id = l.product_id
  ) f
  WHERE f.tenant_id = i.tenant_id AND f.id = i.id`;

/** Order and line that an open reservation is for, by its key. */
const OF_LINES = `
  SELECT r.tenant_id, r.id, r.stock_id, r.open_quantity, l.id AS line_id, l.order_id, l.product_id, l.quantity,
    l.order_stage = 'placed' AND l.supply = 'stock' AND l.shipped_quantity = 0 AS waits, l.order_stage
  FROM stock_reservation r
  JOIN order_items l ON l.tenant_id = r.tenant_id
    AND l.order_id = substring(r.source_key FROM '^order:([0-9]{1,18})/line:[0-9]{1,18}(/|$)')::bigint
    AND l.id = substring(r.source_key FROM '^order:[0-9]{1,18}/line:([0-9]{1,18})(/|$)')::bigint
  WHERE r.status = 'open'`;

/** What is kept for lines that left or were given up. The figures of stock follow by its triggers. */
const CLOSE_LEFT_OVER = `
  UPDATE stock_reservation r
  SET status = 'released', closed_at = now(), reason = coalesce(r.reason, 'The order does not wait for it any more.')
  FROM (${OF_LINES}) k
  WHERE k.tenant_id = r.tenant_id AND k.id = r.id AND NOT k.waits AND k.order_stage <> 'draft'`;

/** From now on these are handled by their order, which finds them by it, and stand until then. */
const TAKE_OVER = `
  UPDATE stock_reservation r
  SET source_type = 'sales_order', source_id = k.order_id, reserved_until = NULL
  FROM (${OF_LINES}) k
  WHERE k.tenant_id = r.tenant_id AND k.id = r.id
    AND (r.source_type, r.source_id, r.reserved_until) IS DISTINCT FROM ('sales_order', k.order_id, NULL)`;

/** Whole pieces that are kept for a line; of a set, as many as all its parts are kept for. */
const RESERVED = `
  WITH RECURSIVE kept AS (
    SELECT k.tenant_id, k.line_id, k.quantity, k.product_id, s.product_id AS part_id, sum(k.open_quantity) AS pieces
    FROM (${OF_LINES}) k
    JOIN stock s ON s.tenant_id = k.tenant_id AND s.id = k.stock_id
    WHERE k.waits
    GROUP BY 1, 2, 3, 4, 5
  ), parts (tenant_id, set_id, part_id, pieces) AS (
    SELECT c.tenant_id, c.set_product_id, c.item_product_id, c.quantity::bigint FROM product_set_item c
    UNION ALL
    SELECT p.tenant_id, p.set_id, c.item_product_id, p.pieces * c.quantity
    FROM parts p JOIN product_set_item c ON c.tenant_id = p.tenant_id AND c.set_product_id = p.part_id
  ), needed AS (
    SELECT p.tenant_id, p.set_id, p.part_id, sum(p.pieces) AS pieces FROM parts p
    WHERE NOT EXISTS (
      SELECT FROM product_set_item c WHERE c.tenant_id = p.tenant_id AND c.set_product_id = p.part_id)
    GROUP BY 1, 2, 3
  ), whole AS (
    SELECT k.tenant_id, k.line_id, k.quantity, k.pieces FROM kept k WHERE k.part_id = k.product_id
    UNION ALL
    SELECT l.tenant_id, l.line_id, l.quantity, min(coalesce(k.pieces, 0) / n.pieces)
    FROM (SELECT DISTINCT tenant_id, line_id, quantity, product_id FROM kept) l
    JOIN needed n ON n.tenant_id = l.tenant_id AND n.set_id = l.product_id
    LEFT JOIN kept k ON k.tenant_id = l.tenant_id AND k.line_id = l.line_id AND k.part_id = n.part_id
    GROUP BY 1, 2, 3
  )
  UPDATE order_items i SET reserved_quantity = least(i.quantity, floor(w.pieces))
  FROM whole w
  WHERE w.tenant_id = i.tenant_id AND w.line_id = i.id AND w.pieces > 0`;

const STATUS = `UPDATE order_items SET status = ${DERIVED} WHERE status <> ${DERIVED}`;
