import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import type { Consent } from '../demo/consent-history.ts';
import { type MessageHistory, messageHistoryOf } from '../demo/message-script.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { contacts } from './contacts.ts';
import '../tables.ts';

interface Entry extends Consent {
  readonly contact: number;
}

/** Every yes and every no. */
export const consentLog = factory('sms_consent_log', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: 4,
  rows: (history: MessageHistory | undefined): readonly Entry[] =>
    history === undefined
      ? []
      : history.consents.map((consent) => ({ ...consent, contact: history.who.number })),
  parents: { contact_id: () => contacts },
  alone: { recorded_by: null },
  cells: {
    contact_id: ({ contact }) => contacts.id(contact),
    consent: ({ consent }) => consent,
    source: ({ source }) => source,
    wording: ({ wording }) => wording,
    recorded_by: ({ recordedBy }) => recordedBy,
    happened_at: ({ at }) => time(at),
    created_at: ({ recordedAt }) => time(recordedAt),
  },
});
