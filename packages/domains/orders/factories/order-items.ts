import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { productVariants } from '@erp/products/factories/product-variants';
import { products } from '@erp/products/factories/products';
import { lastMove, linePieces, lineStatus } from '../demo/line-pieces.ts';
import { orderLines } from '../demo/order-lines.ts';
import { LIMITS, saleCount, saleOf } from '../demo/sales.ts';
import '../tables.ts';
import { say } from '../demo/texts/words.ts';
import { orders } from './orders.ts';

/** Order lines, each with a copy of what was sold. */
export const orderItems = factory('order_items', {
  count: saleCount,
  story: saleOf,
  most: LIMITS.lines,
  rows: (sale, tenant) =>
    orderLines(sale).map((line) => ({
      ...line,
      pieces: linePieces(line, tenant),
      moved: lastMove(line, tenant),
    })),
  parents: { order_id: () => orders },
  alone: {
    product_id: null,
    product_variant_id: null,
    order_stage: null,
    supply: null,
    reserved_quantity: 0,
    shipped_quantity: 0,
    delivered_quantity: 0,
    returned_quantity: 0,
  },
  cells: {
    order_id: (line) => orders.id(line.sale.number),
    product_id: (line) => products.id(line.ware.product),
    product_variant_id: ({ ware }) =>
      ware.variant === undefined ? null : productVariants.id(ware.product, ware.variant),
    line_item_id: (line) => (line.sale.origin === 'web' ? `${line.index + 1}` : null),
    product_name: (line) => line.ware.name,
    sku: (line) => line.ware.sku,
    status: (line) => lineStatus(line.pieces, line.quantity),
    order_stage: (line) => line.pieces.stage,
    supply: (line) => line.pieces.supply,
    quantity: (line) => line.quantity,
    reserved_quantity: (line) => line.pieces.reserved,
    shipped_quantity: (line) => line.pieces.shipped,
    delivered_quantity: (line) => line.pieces.delivered,
    returned_quantity: (line) => line.pieces.returned,
    unit_price: (line) => money(line.ware.cents),
    price_origin: 'catalog',
    discount_amount: (line) => money(line.discount),
    tax_class: (line) => line.ware.taxClass,
    tax_rate: (line) => line.ware.taxRate,
    properties: (line, draw, tenant) =>
      tenant.trade === 'jewelry' && draw.chance(0.2)
        ? { ...line.ware.options, engraving: say(tenant, 'For ever') }
        : (line.ware.options ?? {}),
    created_by: (line) => line.sale.staff,
    updated_by: (line) => line.moved.by,
    created_at: (line) => time(line.sale.orderedAt),
    updated_at: (line) => time(line.moved.at),
  },
});
