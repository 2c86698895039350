import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { ATTRIBUTES, type Attribute } from '../demo/attributes.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** The attributes of a tenant. */
export const productAttributes = factory('product_attribute', {
  count: () => ATTRIBUTES.length,
  fixed: true,
  story: (_tenant, number): Attribute =>
    ATTRIBUTES[number] ?? { name: `Remark ${number + 1}`, type: 'text', description: 'Anything else.' },
  // Text, so that a value made beside it suits, whichever of the demo's it is.
  alone: { type: 'text', choices: '[]' },
  cells: {
    name: (attribute, _draw, tenant) => say(tenant, attribute.name),
    type: (attribute) => attribute.type,
    choices: (attribute, _draw, tenant) =>
      JSON.stringify((attribute.choices ?? []).map((choice) => say(tenant, choice))),
    value: (attribute, _draw, tenant) => say(tenant, attribute.value ?? null),
    description: (attribute, _draw, tenant) => say(tenant, attribute.description),
    created_at: (_attribute, _draw, tenant) => time(beforeStory(tenant, 30)),
    updated_at: (_attribute, _draw, tenant) => time(beforeStory(tenant, 30)),
  },
});
