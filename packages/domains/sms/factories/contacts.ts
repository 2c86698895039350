import { personalKeys } from '@erp/crm/factories/personal-keys';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type MessageHistory, messageHistoryOf } from '../demo/message-script.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { senderPhoneNumbers } from './sender-phone-numbers.ts';
import '../tables.ts';

const lastConsent = ({ consents }: MessageHistory) => consents.at(-1);

/** When a message was last queued for the number. */
const lastQueued = ({ messages }: MessageHistory) => messages.findLast((message) => !message.inbound)?.at;

/** Numbers of people, with what they agreed to and when they want to be left alone. */
export const contacts = factory('sms_contacts', {
  count: smsContactCount,
  story: messageHistoryOf,
  rows: (history: MessageHistory | undefined): readonly MessageHistory[] =>
    history === undefined ? [] : [history],
  parents: { personal_key_id: () => personalKeys },
  alone: { assigned_phone_number_id: null },
  cells: {
    phone: ({ who }) => who.phone,
    name: ({ who }) => (who.person === undefined ? null : `${who.person.firstName} ${who.person.lastName}`),
    country_code: (_texting, _draw, tenant) => tenant.country,
    area_code: ({ who }, _draw, tenant) => (tenant.country === 'US' ? who.phone.slice(2, 5) : null),
    timezone: ({ who }) => who.timezone,
    personal_key_id: ({ who }) => (who.person === undefined ? null : personalKeys.id(who.person.number)),
    consent_status: (history) => lastConsent(history)?.consent ?? 'unknown',
    consent_changed_at: (history) => {
      const consent = lastConsent(history);
      return consent === undefined ? null : time(consent.at);
    },
    quiet_from: ({ who }) => who.quiet[0],
    quiet_until: ({ who }) => who.quiet[1],
    last_contacted_at: (history) => {
      const at = lastQueued(history);
      return at === undefined ? null : time(at);
    },
    assigned_phone_number_id: ({ conversations }) => {
      const line = conversations.find((each) => each.line === 0);
      return line === undefined ? null : senderPhoneNumbers.id(line.line);
    },
    created_at: ({ since }) => time(since),
    updated_at: (history) =>
      time(Math.max(history.since, lastQueued(history) ?? 0, lastConsent(history)?.recordedAt ?? 0)),
  },
});
