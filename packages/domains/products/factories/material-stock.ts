import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { inUnits, MOST_PER_MATERIAL, materialLedgerOf } from '../demo/material-ledger.ts';
import { materialCount } from '../demo/materials.ts';
import { allowsBackorder, WORKSHOP } from '../demo/warehouse-list.ts';
import { materialVariants } from './material-variants.ts';
import { materials } from './materials.ts';
import { warehouses } from './warehouses.ts';
import '../tables.ts';

/** What lies where of the materials. */
export const materialStocks = factory('material_stock', {
  count: materialCount,
  fixed: true,
  story: materialLedgerOf,
  most: MOST_PER_MATERIAL.stocks,
  rows: (ledger) => ledger.stocks,
  parents: {
    material_id: () => materials,
    warehouse_id: () => warehouses,
    allow_backorder: { from: 'warehouse_id', column: 'allow_backorder' },
  },
  alone: { material_variant_id: null },
  cells: {
    material_id: (stock) => materials.id(stock.material.number),
    material_variant_id: (stock) =>
      stock.variant === undefined ? null : materialVariants.id(stock.material.number, stock.variant),
    warehouse_id: (stock) => warehouses.id(stock.warehouse),
    allow_backorder: (stock) => allowsBackorder(stock.warehouse),
    on_hand: (stock) => inUnits(stock.onHand),
    reserved: (stock) => inUnits(stock.reserved),
    inbound: (stock, draw) =>
      stock.warehouse === WORKSHOP && draw.chance(0.3) ? `${draw.integer(5, 40)}` : '0',
    created_at: (_stock, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (stock) => time(stock.movedAt),
  },
});
