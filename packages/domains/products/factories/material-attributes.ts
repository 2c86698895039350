import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { describedAt } from '../demo/materials.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

type Kind = 'collection' | 'stone' | 'color' | 'charm' | 'metal' | 'size' | 'intention' | 'element';

const VALUES: Record<Kind, readonly string[]> = {
  collection: ['Sea', 'Garden', 'Night sky'],
  stone: ['Pearl', 'Garnet', 'Sapphire'],
  color: ['Sand', 'Moss', 'Ink', 'Amber'],
  charm: ['Moon', 'Leaf'],
  metal: ['Silver', 'Gold vermeil', 'Gold 14 kt'],
  size: ['Small', 'Medium', 'Large'],
  intention: ['Calm', 'Courage'],
  element: ['Earth', 'Water', 'Fire', 'Air'],
};

const CHOICES = (Object.keys(VALUES) as Kind[]).flatMap((type) =>
  VALUES[type].map((value) => ({ type, value })),
);

/** Values that may be chosen when a material is described. */
export const materialAttributes = factory('material_attribute', {
  count: () => CHOICES.length,
  fixed: true,
  story: (_tenant, number) =>
    CHOICES[number] ?? { type: 'collection' as const, value: `Series ${number + 1}` },
  cells: {
    name: (choice, _draw, tenant) =>
      say(tenant, `${choice.type.slice(0, 1).toUpperCase()}${choice.type.slice(1)}`),
    type: (choice) => choice.type,
    value: (choice, _draw, tenant) => say(tenant, choice.value),
    created_at: (_choice, _draw, tenant) => time(describedAt(tenant)),
    updated_at: (_choice, _draw, tenant) => time(describedAt(tenant)),
  },
});
