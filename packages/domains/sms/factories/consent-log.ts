import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { contacts } from './contacts.ts';
import { storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

/** Every opt-in and opt-out. */
export const consentLog = factory('sms_consent_log', {
  count: texterCount,
  story: storyOf,
  most: 4,
  rows: ({ texter, consents }) => consents.map((consent) => ({ ...consent, number: texter.number })),
  parents: { contact_id: () => contacts },
  cells: {
    contact_id: (entry) => contacts.id(entry.number),
    consent: (entry) => entry.consent,
    source: (entry) => entry.source,
    wording: (entry) => entry.wording,
    recorded_by: (entry) => entry.recordedBy,
    happened_at: (entry) => time(entry.at),
    created_at: (entry) => time(entry.recordedAt),
  },
});
