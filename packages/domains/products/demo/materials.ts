import { officeTime } from '@erp/demo-world/roster';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { beforeStory, DAY } from '@erp/kit/moment';
import { assortmentOf } from './assortment.ts';
import type { Material } from './assortments/assortment.ts';
import { costOfMaterial } from './material-costs.ts';

/** A material with its number and today's cost of one unit, in hundredths of a cent. */
export interface NumberedMaterial extends Material {
  readonly number: number;
  readonly sku: string;
  readonly cost: number;
}

/** Materials of a tenant; the same at every scale. */
export function materialCount(tenant: DemoTenant): number {
  return assortmentOf(tenant).materials.length;
}

/** A material of a tenant. */
export function materialOf(tenant: DemoTenant, number: number): NumberedMaterial {
  const { materials } = assortmentOf(tenant);
  const material = materials[number % materials.length] as Material;
  return {
    ...material,
    number,
    sku: `MAT-${String(number + 1).padStart(3, '0')}`,
    cost: costOfMaterial(materials, material),
  };
}

/** When the materials were first described: before the products that are made of them. */
export function describedAt(tenant: DemoTenant): number {
  return beforeStory(tenant, 30);
}

/** When the costs of the materials were set anew: the one change that their history tells. */
export function repricedAt(tenant: DemoTenant): number {
  return officeTime(tenant, tenant.since + 245 * DAY);
}
