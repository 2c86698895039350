import { person, personCount } from '@erp/demo-world/people';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import '../tables.ts';

/** People: customers first, then those who only asked. */
export const personalKeys = factory('crm_personal_keys', {
  count: personCount,
  story: person,
  cells: {
    external_key: (someone) => `person-${someone.number + 1}`,
    created_at: (someone) => time(someone.knownSince),
    updated_at: (someone) => time(someone.knownSince),
  },
});
