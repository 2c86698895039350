import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { partOf } from '../demo/material-parts.ts';
import { describedAt, materialCount, materialOf } from '../demo/materials.ts';
import { materials } from './materials.ts';
import '../tables.ts';

/** Bills of materials that are put together from others. */
export const materialComponents = factory('material_component', {
  count: materialCount,
  fixed: true,
  story: (tenant, number) => ({ number, parts: materialOf(tenant, number).parts ?? [] }),
  most: 4,
  rows: ({ number, parts }, tenant) => parts.map((part) => ({ number, ...partOf(tenant, part) })),
  parents: { material_id: () => materials, component_material_id: () => materials },
  alone: { component_material_variant_id: null },
  cells: {
    material_id: (line) => materials.id(line.number),
    component_material_id: (line) => line.material,
    component_material_variant_id: (line) => line.materialVariant,
    quantity: (line) => line.quantity,
    created_at: (_line, _draw, tenant) => time(describedAt(tenant)),
    updated_at: (_line, _draw, tenant) => time(describedAt(tenant)),
  },
});
