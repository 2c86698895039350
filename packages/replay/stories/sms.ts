import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** What was texted, and who agreed to it. */
export const sms: DomainStories = {
  domain: 'sms',
  stories(demo) {
    const owner = ownerOf(demo);
    const { told, tell } = storiesOf(demo, 'sms', owner);
    tell('accounts, numbers and services are set up', (story) => {
      for (const account of demo.rows('sms_sender_accounts')) story.insert('sms_sender_accounts', account);
      for (const table of ['sms_sender_phone_numbers', 'sms_service_accounts'])
        for (const row of demo.rows(table)) story.insert(table, row);
    });
    for (const contact of demo.rows('sms_contacts')) {
      const conversations = demo.of('sms_meta_conversation', 'contact_id', contact.id);
      const messages = conversations
        .flatMap((each) => demo.of('sms_messages', 'conversation_id', each.id))
        .toSorted((a, b) => (String(a.created_at) < String(b.created_at) ? -1 : 1));
      tell(
        `texts with ${contact.name ?? contact.phone}: ${messages.length}, ${contact.consent_status}`,
        (story) => {
          tellContact(demo, story, contact);
          for (const message of messages) tellMessage(demo, story, message);
          for (const conversation of conversations)
            tellConversation(
              story,
              conversation,
              messages.filter((message) => message.conversation_id === conversation.id),
            );
        },
      );
    }
    return told;
  },
  pairs: {
    sms_consent_log: { within: ['contact_id'], order: ['created_at', 'id'] },
    sms_attachments: { within: ['message_id'], order: ['id'] },
    sms_reactions: { within: ['message_id', 'reaction_value'], order: ['id'] },
  },
  numbers: { sms_message_keys: { message_id: () => 'sms_messages' } },
};

/** A number becomes known; its owner agrees, refuses, and agrees again. */
function tellContact(demo: Demo, story: StoryBuilder, contact: Row): void {
  story.insert('sms_contacts', contact);
  if (contact.personal_key_id !== null) {
    story.step(contact.created_at, undefined, 'say whose number it is', (player) =>
      player.call('link_sms_contact', {
        contact_id: player.id('sms_contacts', contact.id),
        person_id: player.id('crm_personal_keys', contact.personal_key_id),
      }),
    );
  }
  const consents = demo.of('sms_consent_log', 'contact_id', contact.id);
  // What is said by a text message comes with it.
  for (const consent of consents.filter((each) => each.source !== 'keyword')) {
    story.step(consent.created_at, consent.recorded_by, String(consent.consent), (player) =>
      player.call(consent.consent === 'opted_in' ? 'record_opt_in' : 'record_opt_out', {
        phone: contact.phone,
        source: consent.source,
        wording: consent.wording,
        at: consent.happened_at,
      }),
    );
  }
  story.expect('sms_consent_log', consents);
}

function tellMessage(demo: Demo, story: StoryBuilder, message: Row): void {
  const media = demo.of('sms_attachments', 'message_id', message.id);
  const attachments = JSON.stringify(
    media.map(({ file_url, file_name, file_extension, file_size, mime_type, provider_media_sid }) => ({
      file_url,
      file_name,
      file_extension,
      file_size,
      mime_type,
      provider_media_sid,
    })),
  );
  if (message.direction === 'inbound') {
    story.step(message.created_at, null, 'receive a text', async (player) => {
      const id = await player.call('receive_sms', {
        provider: message.provider,
        provider_message_sid: message.provider_message_sid,
        from: message.from_number,
        to: message.to_number,
        body: message.body,
        at: message.received_at,
        attachments,
      });
      player.made('sms_messages', message, id);
    });
  } else tellOutgoing(story, message, attachments);
  for (const reaction of demo.of('sms_reactions', 'message_id', message.id))
    tellReaction(story, message, reaction);
  story.expect('sms_messages', [message]);
  story.expect('sms_attachments', media);
  story.expect('sms_message_keys', demo.of('sms_message_keys', 'message_id', message.id));
}

const SECOND = 1000;

/** A text is queued, taken by a worker, and reported on; or it is given up. */
function tellOutgoing(story: StoryBuilder, message: Row, attachments: string): void {
  const id = (player: Player) => player.id('sms_messages', message.id);
  const { due, begins, ends } = courseOf(message);
  queueText(story, message, attachments, due);
  tellAttempts(story, message, begins, ends, id);
  const payload = message.sent_at === null ? undefined : (status: string) => ({ message_status: status });
  for (const status of ['sent', 'failed', 'delivered', 'read']) {
    const at = message[`${status}_at`];
    if (at === null || message.provider_error_code === 'attempts_exhausted') continue;
    story.step(at, null, `the provider reports ${status}`, (player) =>
      player.call('record_sms_status', {
        message_id: id(player),
        status,
        at,
        provider_message_sid: status === 'sent' ? message.provider_message_sid : undefined,
        error_code: status === 'failed' ? (message.provider_error_code ?? 'unreachable') : undefined,
        payload: payload?.(status),
      }),
    );
  }
}

/** When a worker may take a text, and when it is at work on it, in milliseconds. */
function courseOf(message: Row) {
  const created = Date.parse(String(message.created_at));
  const ends = Date.parse(String(message.sent_at ?? message.failed_at ?? message.created_at));
  // What leaves much later than it was queued was meant to.
  const later = ends - created > (message.sent_at === null ? 900 : 60) * SECOND;
  const starts = message.sent_at === null ? ends - 540 * SECOND : ends - SECOND;
  const waits = message.provider_error_code === 'opted_out';
  const due = later
    ? iso(starts)
    : waits
      ? iso(created + 3 * 3600 * SECOND)
      : message.status === 'queued' && message.attempts === 0
        ? message.due_at
        : undefined;
  return { due, begins: later ? starts : created, ends };
}

function queueText(story: StoryBuilder, message: Row, attachments: string, due: Value | undefined): void {
  story.step(message.created_at, message.user_id, 'queue a text', async (player) => {
    const made = await player.call('enqueue_sms', {
      to: message.to_number,
      body: message.body,
      idempotency_key: message.idempotency_key,
      service_account_id: player.idOrNull('sms_service_accounts', message.service_account_id),
      send_at: due,
      sender_phone_number_id: player.id('sms_sender_phone_numbers', message.sender_phone_number_id),
      attachments,
    });
    player.made('sms_messages', message, made);
    if (Object.keys(message.metadata as object).length > 0) {
      await player.ask('UPDATE sms_messages SET metadata = $1 WHERE tenant_id = $2 AND id = $3', [
        message.metadata,
        player.tenant,
        made,
      ]);
    }
    if (message.provider_error_code === 'withdrawn') await player.call('cancel_sms', { message_id: made });
  });
}

/** The worker takes it as often as it was tried. */
function tellAttempts(
  story: StoryBuilder,
  message: Row,
  from: number,
  until: number,
  id: (player: Player) => string,
): void {
  const attempts = Number(message.attempts);
  const lease =
    message.status === 'sending'
      ? `${(Date.parse(String(message.due_at)) - from) / SECOND} seconds`
      : undefined;
  const claim = (at: number) =>
    story.step(iso(at), null, 'take what is due', (player) =>
      player.call('claim_sms', { worker: 'sender-1', lease }),
    );
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const at = from + Math.floor(((until - from) * attempt) / attempts / SECOND) * SECOND;
    claim(at);
    const last = attempt === attempts - 1;
    const putBack = message.status === 'queued' || message.provider_error_code === 'attempts_exhausted';
    if (last && !putBack) continue;
    story.step(iso(at), null, 'put it back', (player) =>
      player.call('release_sms', {
        message_id: id(player),
        worker: 'sender-1',
        retry_at:
          message.status === 'queued' && last
            ? message.due_at
            : iso(
                last
                  ? until
                  : from + Math.floor(((until - from) * (attempt + 1)) / attempts / SECOND) * SECOND,
              ),
        error_code: message.provider_error_code ?? 'rate_limited',
      }),
    );
  }
  if (message.provider_error_code === 'attempts_exhausted') claim(until);
}

const iso = (moment: number): string => new Date(moment).toISOString().replace('.000Z', '+00:00');

function tellReaction(story: StoryBuilder, message: Row, reaction: Row): void {
  const react = (at: Value | undefined, remove: boolean) =>
    story.step(at, reaction.user_id, remove ? 'take the reaction back' : 'react', (player) =>
      player.call('react_to_sms', {
        message_id: player.id('sms_messages', message.id),
        type: reaction.reaction_type,
        value: reaction.reaction_value,
        remove,
        contact_id: player.idOrNull('sms_contacts', reaction.contact_id),
        at,
      }),
    );
  react(reaction.reacted_at, false);
  if (reaction.removed_at !== null) react(reaction.removed_at, true);
  story.expect('sms_reactions', [reaction]);
}

const SUMMARY = [
  'emotion',
  'summary_text',
  'reply_quality',
  'key_points',
  'sentiment_score',
  'ai_model',
  'confidence_score',
  'summary_updated_at',
];

/** What is known of a conversation beside its messages; it is read, summed up and closed. */
function tellConversation(story: StoryBuilder, conversation: Row, messages: readonly Row[]): void {
  const first = messages[0] as Row;
  const id = (player: Player) => player.id('sms_meta_conversation', conversation.id);
  story.step(first.created_at, null, 'know the conversation', async (player) => {
    const [found] = await player.ask<{ conversation_id: string }>(
      'SELECT conversation_id FROM sms_messages WHERE tenant_id = $1 AND id = $2',
      [player.tenant, player.id('sms_messages', first.id)],
    );
    player.made('sms_meta_conversation', conversation, found?.conversation_id);
    const known = ['customer_id', 'assigned_to', 'priority', 'tags', 'journey_stage', 'next_action'];
    await player.update('sms_meta_conversation', conversation, known);
  });
  if (conversation.read_at !== null) {
    story.step(conversation.read_at, conversation.assigned_to ?? undefined, 'read it', (player) =>
      player.call('mark_sms_conversation_read', { conversation_id: id(player) }),
    );
  }
  if (conversation.conversation_end !== null) {
    story.step(
      conversation.conversation_end,
      conversation.assigned_to ?? undefined,
      `conversation → ${conversation.state}`,
      (player) =>
        player.call('transition_sms_conversation', { conversation_id: id(player), to: conversation.state }),
    );
  }
  if (conversation.summary_updated_at !== null) {
    story.step(conversation.summary_updated_at, null, 'sum it up', (player) =>
      player.update('sms_meta_conversation', conversation, SUMMARY),
    );
  }
  story.expect('sms_meta_conversation', [conversation]);
}
