import { translations } from '@erp/kit/translations';

/** English | German | Greek. */
export const say = translations(
  ['de', 'el'],
  `
The network could not be reached. | Das Netz war nicht erreichbar. | Το δίκτυο δεν ήταν διαθέσιμο.
`,
);
