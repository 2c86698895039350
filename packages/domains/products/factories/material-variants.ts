import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { attributeNumber } from '../demo/attributes.ts';
import { fineMoney } from '../demo/material-costs.ts';
import { describedAt, materialCount, materialOf, type NumberedMaterial } from '../demo/materials.ts';
import { say } from '../demo/texts/words.ts';
import { materials } from './materials.ts';
import { productAttributes } from './product-attributes.ts';
import '../tables.ts';

interface NumberedVariant {
  readonly material: NumberedMaterial;
  readonly index: number;
  readonly name: string;
  /** In hundredths of a cent. */
  readonly cost: number;
}

function variantsOf(material: NumberedMaterial): readonly NumberedVariant[] {
  return (material.variants?.values ?? []).map(([name, cents], index) => ({
    material,
    index,
    name,
    cost: cents * 100,
  }));
}

const attribute = (by: 'size' | 'metal') => (variant: NumberedVariant) =>
  variant.material.variants?.by === by ? productAttributes.id(attributeNumber(by)) : null;

/** Materials in one size or metal. */
export const materialVariants = factory('material_variant', {
  count: materialCount,
  fixed: true,
  story: materialOf,
  most: 4,
  rows: variantsOf,
  parents: { material_id: () => materials },
  alone: { size_attribute_id: null, metal_attribute_id: null },
  cells: {
    material_id: ({ material }) => materials.id(material.number),
    sku: ({ material, index }) => `${material.sku}-${index + 1}`,
    name: ({ material, name }, _draw, tenant) => `${material.name}, ${say(tenant, name)}`,
    size_attribute_id: attribute('size'),
    metal_attribute_id: attribute('metal'),
    unit: ({ material }) => material.unit,
    dimension: ({ material, name }, _draw, tenant) =>
      say(tenant, material.variants?.by === 'size' ? name : null),
    currency_code: (_variant, _draw, tenant) => tenant.currency,
    price: ({ cost }) => fineMoney(cost * 2),
    cost: ({ cost }) => fineMoney(cost),
    created_by: (_variant, _draw, tenant) => staffWithRole(tenant, 'manager'),
    updated_by: (_variant, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (_variant, _draw, tenant) => time(describedAt(tenant)),
    updated_at: (_variant, _draw, tenant) => time(describedAt(tenant)),
  },
});
