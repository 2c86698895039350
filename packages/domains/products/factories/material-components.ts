import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { assortmentOf } from './assortment.ts';
import type { Part } from './assortments/assortment.ts';
import { materialVariants } from './material-variants.ts';
import { materialCount, materials, stuffOf } from './materials.ts';
import { materialNumber } from './recipes.ts';
import '../tables.ts';

/** The number of a part's material, and the id of its variant. */
export function partOf(tenant: DemoTenant, [key, hundredths, variant]: Part) {
  const material = materialNumber(assortmentOf(tenant).materials, key);
  return {
    material: materials.id(material),
    materialVariant: variant === undefined ? null : materialVariants.id(material, variant),
    quantity: (hundredths / 100).toFixed(2),
  };
}

/** Bills of materials that are put together from others. */
export const materialComponents = factory('material_component', {
  count: materialCount,
  fixed: true,
  story: (tenant, number) => ({ number, parts: stuffOf(tenant, number).parts ?? [] }),
  most: 4,
  rows: ({ number, parts }, tenant) => parts.map((part) => ({ number, ...partOf(tenant, part) })),
  parents: { material_id: () => materials, component_material_id: () => materials },
  alone: { component_material_variant_id: null },
  cells: {
    material_id: (line) => materials.id(line.number),
    component_material_id: (line) => line.material,
    component_material_variant_id: (line) => line.materialVariant,
    quantity: (line) => line.quantity,
    created_at: (_line, _draw, tenant) => time(tenant.since),
    updated_at: (_line, _draw, tenant) => time(tenant.since),
  },
});
