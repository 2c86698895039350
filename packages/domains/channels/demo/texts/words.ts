import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
{shop} offers | {shop} Angebote | {shop} Προσφορές
Newsletter | Newsletter | Ενημερωτικό δελτίο
`,
);
