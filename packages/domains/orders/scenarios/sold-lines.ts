import type { DemoTenant } from '@erp/kit/demo-tenant';
import { money } from '@erp/kit/money';
import { productVariants } from '@erp/products/factories/product-variants';
import { products } from '@erp/products/factories/products';
import { type Line, saleCount, saleOf } from '../demo/sales.ts';

/** A unit of scale that no demo reaches: what is bought there is nobody else's story. */
const UNIT = 5_000;

/**
 * What somebody buys, as the demo of the tenant draws it.
 *
 * @param number counted from 0; each scenario has some of its own.
 */
export function wishOf(tenant: DemoTenant, number: number): readonly Line[] {
  return saleOf(tenant, saleCount(tenant) * UNIT + number).lines;
}

/**
 * Lines as app.create_order takes them.
 *
 * @param percent taken off what each line costs.
 */
export function linesForOrder(lines: readonly Line[], percent = 0): string {
  return JSON.stringify(
    lines.map(({ ware, quantity }) => ({
      product_id: products.id(ware.product),
      ...(ware.variant === undefined ? {} : { variant_id: productVariants.id(ware.product, ware.variant) }),
      quantity,
      discount_amount: money(Math.floor((ware.cents * quantity * percent) / 100)),
    })),
  );
}
