import { type Person, person, personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { handleOf } from '../demo/contact-handles.ts';
import { say } from '../demo/texts/words.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

const INTENTIONS = ['gift', 'own_use', 'business', 'collection'];
const NOTES = ['Prefers messages to calls.', 'Collects things for a birthday.', 'Likes to be asked twice.'];
const OF_CUSTOMERS = ['Asks for an invoice with every order.', 'Comes by the shop after work.'];

/** What may be noted of a person, as far as it is true of them. */
function notesOn({ customer, source }: Person): readonly string[] {
  return [
    ...NOTES,
    ...(customer === undefined ? [] : OF_CUSTOMERS),
    ...(source === 'referral' ? ['Was recommended by a colleague.'] : []),
  ];
}

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
    notes: (someone, draw, tenant) => say(tenant, draw.chance(0.15) ? draw.pick(notesOn(someone)) : null),
    // A letter needs an address.
    custom_attributes: (someone, draw, tenant) =>
      draw.chance(0.3) && handleOf(tenant, someone.number, 'email') !== undefined
        ? { newsletter: draw.chance(0.7) }
        : {},
    created_at: (someone) => time(someone.knownSince),
    updated_at: (someone) => time(someone.knownSince),
  },
});
