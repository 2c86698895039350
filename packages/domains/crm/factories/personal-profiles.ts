import { person, personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

const INTENTIONS = ['gift', 'own_use', 'business', 'collection'];
const NOTES = [
  'Prefers messages to calls.',
  'Asks for an invoice with every order.',
  'Comes by the shop on Saturdays.',
  'Was recommended by a colleague.',
];

/** One profile per person. */
export const personalProfiles = factory('crm_personal_profile', {
  count: personCount,
  story: person,
  parents: { personal_key_id: () => personalKeys },
  cells: {
    personal_key_id: (someone) => personalKeys.id(someone.number),
    display_name: (someone) => `${someone.firstName} ${someone.lastName}`,
    title: (_someone, draw, tenant) => say(tenant, draw.chance(0.1) ? draw.pick(['Dr.', 'Prof.']) : null),
    birth_date: (someone, draw) =>
      draw.chance(0.5) ? day(someone.knownSince - draw.integer(20 * 365, 70 * 365) * DAY) : null,
    intention: (_someone, draw) => (draw.chance(0.6) ? draw.pick(INTENTIONS) : null),
    notes: (_someone, draw, tenant) => say(tenant, draw.chance(0.15) ? draw.pick(NOTES) : null),
    custom_attributes: (_someone, draw) => (draw.chance(0.3) ? { newsletter: draw.chance(0.7) } : {}),
    created_at: (someone) => time(someone.knownSince),
    updated_at: (someone) => time(someone.knownSince),
  },
});
