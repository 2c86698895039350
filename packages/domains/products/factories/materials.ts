import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import type { Material } from '../demo/assortments/assortment.ts';
import { attributeNumber } from '../demo/attributes.ts';
import { fineMoney } from '../demo/material-costs.ts';
import {
  describedAt,
  materialCount,
  materialOf,
  type NumberedMaterial,
  repricedAt,
} from '../demo/materials.ts';
import { say } from '../demo/texts/words.ts';
import { productAttributes } from './product-attributes.ts';
import '../tables.ts';

const attribute = (kind: Material['described']) => (material: NumberedMaterial) =>
  material.described === kind && kind !== undefined ? productAttributes.id(attributeNumber(kind)) : null;

/** What products are made of. */
export const materials = factory('material', {
  count: materialCount,
  fixed: true,
  story: materialOf,
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
    description: (material, _draw, tenant) =>
      say(tenant, material.parts === undefined ? null : 'Put together in our own workshop.'),
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
    created_at: (_material, _draw, tenant) => time(describedAt(tenant)),
    updated_at: (material, _draw, tenant) =>
      time(material.parts === undefined ? repricedAt(tenant) : describedAt(tenant)),
  },
});
