import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { assortmentOf } from './assortment.ts';
import type { Material } from './assortments/assortment.ts';
import { attributeNumber, productAttributes } from './product-attributes.ts';
import { costOfMaterial, fineMoney } from './recipes.ts';
import '../tables.ts';

/** A material with its number and today's cost of one unit, in hundredths of a cent. */
export interface Stuff extends Material {
  readonly number: number;
  readonly sku: string;
  readonly cost: number;
}

export function materialCount(tenant: DemoTenant): number {
  return assortmentOf(tenant).materials.length;
}

/** A material of a tenant. */
export function stuffOf(tenant: DemoTenant, number: number): Stuff {
  const { materials } = assortmentOf(tenant);
  const material = materials[number % materials.length] as Material;
  return {
    ...material,
    number,
    sku: `MAT-${String(number + 1).padStart(3, '0')}`,
    cost: costOfMaterial(materials, material),
  };
}

/** When the costs of the materials were set anew: the one change that their history tells. */
export function repricedAt(tenant: DemoTenant): number {
  return tenant.since + 245 * DAY;
}

const attribute = (kind: Material['described']) => (material: Stuff) =>
  material.described === kind && kind !== undefined ? productAttributes.id(attributeNumber(kind)) : null;

/** What products are made of. */
export const materials = factory('material', {
  count: materialCount,
  fixed: true,
  story: stuffOf,
  alone: {
    stone_attribute_id: null,
    charm_attribute_id: null,
    color_attribute_id: null,
    intention_attribute_id: null,
    element_attribute_id: null,
  },
  cells: {
    sku: (material) => material.sku,
    name: (material) => material.name,
    category: (material) => material.category,
    stone_attribute_id: attribute('stone'),
    charm_attribute_id: attribute('charm'),
    color_attribute_id: attribute('color'),
    intention_attribute_id: attribute('intention'),
    element_attribute_id: attribute('element'),
    thumbnail: (material, _draw, tenant) =>
      `https://${tenant.slug}.example.com/materials/${material.sku.toLowerCase()}.jpg`,
    description: (material) => (material.parts === undefined ? null : 'Put together in our own workshop.'),
    unit: (material) => material.unit,
    dimension: (material, draw) =>
      material.unit === 'piece' && draw.chance(0.3) ? `${draw.integer(2, 40)} mm` : null,
    weight: (material, draw) =>
      material.unit === 'g' ? '1.000' : material.unit === 'kg' ? '1000.000' : `${draw.integer(1, 90)}.500`,
    currency_code: (_material, _draw, tenant) => tenant.currency,
    price: (material) => fineMoney(material.cost * 2),
    cost: (material) => fineMoney(material.cost),
    created_by: (_material, _draw, tenant) => staffWithRole(tenant, 'manager'),
    updated_by: (_material, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (_material, _draw, tenant) => time(tenant.since),
    updated_at: (material, _draw, tenant) =>
      time(material.parts === undefined ? repricedAt(tenant) : tenant.since),
  },
});
