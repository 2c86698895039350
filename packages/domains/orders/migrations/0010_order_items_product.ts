import type { Knex } from 'knex';

/**
 * Lets order lines point at products that exist. On a database where orders is older than products, lines may hold
 * numbers that no product has: then nothing is changed, and the error says which lines these are. They are not
 * emptied here, because the number may be all that is left of what was sold.
 */
export async function up(knex: Knex): Promise<void> {
  // From here on no line is written past the constraint, so what the next statement counts is all there is.
  await knex.raw(`
    ALTER TABLE order_items ADD CONSTRAINT fk_order_items_product_id
      FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id)
      ON DELETE SET NULL (product_id) DEFERRABLE INITIALLY IMMEDIATE NOT VALID
  `);
  await knex.raw(REFUSE_UNKNOWN);
  await knex.raw('ALTER TABLE order_items VALIDATE CONSTRAINT fk_order_items_product_id');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE order_items DROP CONSTRAINT fk_order_items_product_id');
}

// PostgreSQL would name one line, where a person needs them all.
const REFUSE_UNKNOWN = `
DO $$
DECLARE
  v_lines bigint;
BEGIN
  SELECT count(*) INTO v_lines FROM order_items i
  WHERE i.product_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM product p WHERE p.tenant_id = i.tenant_id AND p.id = i.product_id);
  IF v_lines > 0 THEN
    RAISE EXCEPTION 'Order lines name products that do not exist: % of them.', v_lines
      USING ERRCODE = 'foreign_key_violation', TABLE = 'order_items', CONSTRAINT = 'fk_order_items_product_id',
      DETAIL = 'Nothing was changed. With products installed, find them by: SELECT i.tenant_id, i.product_id, i.sku, '
        'count(*) FROM order_items i LEFT JOIN product p ON p.tenant_id = i.tenant_id AND p.id = i.product_id '
        'WHERE i.product_id IS NOT NULL AND p.id IS NULL GROUP BY 1, 2, 3;',
      HINT = 'Install products alone by "pnpm migrate --only products", load the missing products under these '
        'numbers or set product_id to NULL in these lines, then run "pnpm migrate" again.';
  END IF;
END
$$`;
