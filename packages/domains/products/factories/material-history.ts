import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { inUnits, MOST_PER_MATERIAL, materialLedgerOf } from '../demo/material-ledger.ts';
import { materialCount } from '../demo/materials.ts';
import { materialStocks } from './material-stock.ts';
import { materialVariants } from './material-variants.ts';
import { materials } from './materials.ts';
import '../tables.ts';

/** Everything that happened to the materials. */
export const materialHistory = factory('material_history', {
  count: materialCount,
  fixed: true,
  story: (tenant, number) => ({ number, events: materialLedgerOf(tenant, number).events }),
  most: MOST_PER_MATERIAL.events,
  rows: ({ number, events }) => events.map((event) => ({ number, event })),
  parents: { material_id: () => materials },
  alone: {
    action_type: 'create',
    material_variant_id: null,
    material_stock_id: null,
    quantity_change: null,
    reserved_change: null,
    field_name: null,
    counterpart_id: null,
  },
  cells: {
    material_id: ({ number, event }) => (event.gone === true ? null : materials.id(number)),
    material_variant_id: ({ number, event }) =>
      event.variant === undefined ? null : materialVariants.id(number, event.variant),
    material_stock_id: ({ number, event }) =>
      event.stock === undefined ? null : materialStocks.id(number, event.stock),
    action_type: ({ event }) => event.action,
    field_name: ({ event }) => event.field ?? null,
    old_value: ({ event }) => event.before ?? null,
    new_value: ({ event }) => event.after ?? null,
    quantity_change: ({ event }) => (event.quantity === undefined ? null : inUnits(event.quantity)),
    reserved_change: ({ event }) => (event.reserved === undefined ? null : inUnits(event.reserved)),
    reference_type: ({ event }) => event.reference?.[0] ?? null,
    reference_id: ({ event }) => event.reference?.[1] ?? null,
    counterpart_id: ({ number, event }): number | null =>
      event.counterpart === undefined ? null : materialHistory.id(number, event.counterpart),
    idempotency_key: ({ event }, _draw, _tenant, id) =>
      event.stock === undefined || event.counterpart !== undefined ? null : `demo-material-${id}`,
    notes: ({ event }) => event.notes ?? null,
    occurred_at: ({ event }) => time(event.at),
    created_by: ({ event }) => event.staff,
    created_at: ({ event }) => time(event.at),
  },
});
