import type { DemoTenant } from '@erp/kit/demo-tenant';
import { materialVariants } from '../factories/material-variants.ts';
import { materials } from '../factories/materials.ts';
import { assortmentOf } from './assortment.ts';
import type { Part } from './assortments/assortment.ts';
import { materialNumber } from './material-costs.ts';

/** The number of a part's material, and the id of its variant. */
export function partOf(tenant: DemoTenant, [key, hundredths, variant]: Part) {
  const material = materialNumber(assortmentOf(tenant).materials, key);
  return {
    material: materials.id(material),
    materialVariant: variant === undefined ? null : materialVariants.id(material, variant),
    quantity: (hundredths / 100).toFixed(2),
  };
}
