import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { ATTRIBUTES, type Attribute } from '../demo/attributes.ts';
import '../tables.ts';

/** The attributes of a tenant. */
export const productAttributes = factory('product_attribute', {
  count: () => ATTRIBUTES.length,
  fixed: true,
  story: (_tenant, number): Attribute =>
    ATTRIBUTES[number] ?? { name: `Remark ${number + 1}`, type: 'text', description: 'Anything else.' },
  cells: {
    name: (attribute) => attribute.name,
    type: (attribute) => attribute.type,
    choices: (attribute) => JSON.stringify(attribute.choices ?? []),
    value: (attribute) => attribute.value ?? null,
    description: (attribute) => attribute.description,
    created_at: (_attribute, _draw, tenant) => time(tenant.since - 30 * DAY),
    updated_at: (_attribute, _draw, tenant) => time(tenant.since - 30 * DAY),
  },
});
