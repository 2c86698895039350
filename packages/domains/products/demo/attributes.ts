/** An attribute that products of every trade may have. */
export interface Attribute {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean' | 'select' | 'date';
  readonly choices?: readonly string[];
  readonly value?: string;
  readonly description: string;
}

/** What can be said of products and materials. */
export const ATTRIBUTES: readonly Attribute[] = [
  { name: 'Weight', type: 'number', description: 'Grams, without the parcel.' },
  { name: 'Handmade', type: 'boolean', value: 'true', description: 'Whether it was made by hand.' },
  {
    name: 'Origin',
    type: 'select',
    choices: ['Own workshop', 'Regional', 'Europe', 'Overseas'],
    value: 'Own workshop',
    description: 'Where it was made.',
  },
  { name: 'Introduced', type: 'date', description: 'First day in the shop.' },
  { name: 'Care', type: 'text', description: 'How to keep it well.' },
  { name: 'Size', type: 'text', description: 'As it is written on the label.' },
  {
    name: 'Metal',
    type: 'select',
    choices: ['Silver', 'Gold vermeil', 'Gold 14 kt'],
    description: 'Alloy or plating.',
  },
  { name: 'Color', type: 'text', description: 'As a person would call it.' },
  { name: 'Length', type: 'text', description: 'Of chains and cables.' },
  { name: 'Stone', type: 'text', description: 'Kind of stone.' },
  { name: 'Charm', type: 'text', description: 'Figure that hangs on it.' },
  { name: 'Intention', type: 'text', description: 'What it is worn for.' },
  { name: 'Element', type: 'text', description: 'Earth, water, fire or air.' },
];

/** The place of an attribute in the list. */
export function attributeNumber(name: string): number {
  return ATTRIBUTES.findIndex((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
}
