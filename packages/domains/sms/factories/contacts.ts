import { personalKeys } from '@erp/crm/factories/personal-keys';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { clockText } from './quiet-hours.ts';
import { senderPhoneNumbers, TALK_NUMBER } from './sender-phone-numbers.ts';
import { type Story, storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

/** When we last queued a text for somebody. */
function contactedAt(story: Story): number | null {
  return story.texts.filter((text) => !text.inbound).at(-1)?.at ?? null;
}

/** Numbers of other people, with what they consented to. */
export const contacts = factory('sms_contacts', {
  count: texterCount,
  story: storyOf,
  alone: {
    personal_key_id: null,
    assigned_phone_number_id: null,
    consent_status: 'unknown',
    consent_changed_at: null,
  },
  cells: {
    phone: ({ texter }) => texter.phone,
    name: ({ texter }) =>
      texter.person === undefined ? null : `${texter.person.firstName} ${texter.person.lastName}`,
    country_code: (_story, _draw, tenant) => tenant.country,
    area_code: ({ texter }, _draw, tenant) => (tenant.country === 'US' ? texter.phone.slice(2, 5) : null),
    timezone: ({ texter }) => texter.ownZone,
    personal_key_id: ({ texter }) =>
      texter.person === undefined ? null : personalKeys.id(texter.person.number),
    consent_status: ({ consents }) => consents.at(-1)?.consent ?? 'unknown',
    consent_changed_at: ({ consents }) => timeOr(consents.at(-1)?.at),
    quiet_from: ({ texter }) => clockText(texter.quiet.from),
    quiet_until: ({ texter }) => clockText(texter.quiet.until),
    last_contacted_at: (story) => timeOr(contactedAt(story)),
    assigned_phone_number_id: (_story, draw) =>
      draw.chance(0.3) ? senderPhoneNumbers.id(TALK_NUMBER) : null,
    erased_at: null,
    created_at: ({ texter }) => time(texter.since),
    updated_at: (story) =>
      time(Math.max(story.texter.since, story.consents.at(-1)?.recordedAt ?? 0, contactedAt(story) ?? 0)),
  },
  traits: {
    unknown: { consent_status: 'unknown', consent_changed_at: null },
  },
});

function timeOr(moment: number | null | undefined): string | null {
  return moment === null || moment === undefined ? null : time(moment);
}
