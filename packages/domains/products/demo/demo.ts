import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { categories } from '../factories/categories.ts';
import { diamonds } from '../factories/diamonds.ts';
import { gemstones } from '../factories/gemstones.ts';
import { inventoryHistory } from '../factories/inventory-history.ts';
import { materialAttributes } from '../factories/material-attributes.ts';
import { materialComponents } from '../factories/material-components.ts';
import { materialHistory } from '../factories/material-history.ts';
import { materialProducts } from '../factories/material-products.ts';
import { materialStocks } from '../factories/material-stock.ts';
import { materialVariants } from '../factories/material-variants.ts';
import { materials } from '../factories/materials.ts';
import { productAttributeValues } from '../factories/product-attribute-values.ts';
import { productAttributes } from '../factories/product-attributes.ts';
import { productCategories } from '../factories/product-categories.ts';
import { productCustomize } from '../factories/product-customize.ts';
import { productImages } from '../factories/product-images.ts';
import { productReviews } from '../factories/product-reviews.ts';
import { productSetItems } from '../factories/product-set-items.ts';
import { productTags } from '../factories/product-tags.ts';
import { productVariants } from '../factories/product-variants.ts';
import { products } from '../factories/products.ts';
import { stockCounts } from '../factories/stock-counts.ts';
import { stockMovements } from '../factories/stock-movements.ts';
import { stockReservations } from '../factories/stock-reservations.ts';
import { stockSettings } from '../factories/stock-settings.ts';
import { stocks } from '../factories/stocks.ts';
import { warehouses } from '../factories/warehouses.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  categories,
  products,
  productVariants,
  productCategories,
  productTags,
  productAttributes,
  productAttributeValues,
  productSetItems,
  productImages,
  diamonds,
  gemstones,
  productReviews,
  productCustomize,
  warehouses,
  stockSettings,
  stocks,
  stockReservations,
  stockMovements,
  stockCounts,
  inventoryHistory,
  materialAttributes,
  materials,
  materialVariants,
  materialProducts,
  materialComponents,
  materialStocks,
  materialHistory,
];

/** Writes the register of SKUs, which nobody loads, and counts the stars. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await trx.raw(SKUS, { ids });
  await withoutTriggers(trx, ['product'], () => trx.raw(RATINGS, { ids }));
}

const SKUS = `
  INSERT INTO product_sku (tenant_id, sku_key, product_id, product_variant_id, created_at, updated_at)
  SELECT s.* FROM (
    SELECT p.tenant_id, lower(p.sku) AS sku_key, p.id AS product_id, NULL::bigint AS product_variant_id,
      p.created_at, p.created_at AS updated_at
    FROM product p WHERE p.tenant_id = ANY (:ids) AND p.deleted_at IS NULL
    UNION ALL
    SELECT v.tenant_id, lower(v.variant_sku), v.parent_product_id, v.id, v.created_at, v.created_at
    FROM product_variant v JOIN product p ON p.tenant_id = v.tenant_id AND p.id = v.parent_product_id
    WHERE v.tenant_id = ANY (:ids) AND v.deleted_at IS NULL AND p.deleted_at IS NULL
  ) s
  WHERE NOT EXISTS (SELECT FROM product_sku k WHERE k.tenant_id = s.tenant_id AND k.sku_key = s.sku_key)
  ORDER BY s.tenant_id, s.sku_key`;

/** What was hidden has counted for a moment, and what was superseded until then: the product changed with both, by who judged it. */
const RATINGS = `
  UPDATE product p SET rating_count = r.rating_count, rating_sum = r.rating_sum, updated_at = greatest(p.updated_at, r.rated_at),
    updated_by = CASE WHEN r.rated_at > p.updated_at THEN r.rated_by ELSE p.updated_by END
  FROM (
    SELECT v.tenant_id, v.product_id, count(*) FILTER (WHERE v.status = 'approved' AND v.superseded_at IS NULL) AS rating_count,
      coalesce(sum(v.rating) FILTER (WHERE v.status = 'approved' AND v.superseded_at IS NULL), 0) AS rating_sum,
      max(v.updated_at) AS rated_at, (array_agg(v.approved_by ORDER BY v.updated_at DESC, v.id DESC))[1] AS rated_by
    FROM product_review v
    WHERE v.tenant_id = ANY (:ids) AND v.approved_at IS NOT NULL
    GROUP BY v.tenant_id, v.product_id
  ) r
  WHERE p.tenant_id = r.tenant_id AND p.id = r.product_id
    AND ((p.rating_count, p.rating_sum) IS DISTINCT FROM (r.rating_count, r.rating_sum) OR p.updated_at < r.rated_at)`;
