import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** What was said on the networks. */
export const omnichannel: DomainStories = {
  domain: 'omnichannel',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'omnichannel', ownerOf(demo));
    tell('pages say how long they may answer', (story) => {
      for (const settings of demo.rows('omnichannel_page_settings'))
        story.insert('omnichannel_page_settings', settings);
    });
    for (const conversation of demo.rows('omnichannel_conversation')) {
      const messages = demo
        .of('omnichannel_message', 'conversation_id', conversation.id)
        .toSorted((a, b) => (String(a.created_at) < String(b.created_at) ? -1 : 1));
      tell(
        `conversation ${conversation.display_number}: ${messages.length} messages, ${conversation.status}`,
        (story) => tellConversation(demo, story, conversation, messages),
      );
    }
    return told;
  },
  pairs: {
    omnichannel_conversation_history: { within: ['conversation_id', 'change'], order: ['changed_at', 'id'] },
    omnichannel_message_attachment: { within: ['message_id'], order: ['sort_order'] },
    omnichannel_message_reaction: { within: ['message_id', 'reaction'], order: ['id'] },
  },
  numbers: { omnichannel_message_keys: { message_id: () => 'omnichannel_message' } },
  notDerivable: {
    omnichannel_conversation: {
      display_number: 'Numbers of the demo leave room for a larger one; here they are counted.',
    },
  },
};

function tellConversation(
  demo: Demo,
  story: StoryBuilder,
  conversation: Row,
  messages: readonly Row[],
): void {
  const contact = demo.row('omnichannel_contact', conversation.contact_id);
  const first = messages[0] as Row;
  for (const message of messages) tellMessage(demo, story, conversation, contact, message);
  story.step(first.created_at, null, 'know the conversation', async (player) => {
    const [found] = await player.ask<{ conversation_id: string; contact_id: string }>(
      'SELECT conversation_id, contact_id FROM omnichannel_message WHERE tenant_id = $1 AND id = $2',
      [player.tenant, player.id('omnichannel_message', first.id)],
    );
    player.made('omnichannel_conversation', conversation, found?.conversation_id);
    player.made('omnichannel_contact', contact, found?.contact_id);
    const known = ['customer_id', 'priority', 'subject', 'tags', 'metadata'];
    await player.update('omnichannel_conversation', conversation, known);
    if (contact.created_at === conversation.created_at) {
      await player.update('omnichannel_contact', contact, ['metadata']);
      if (contact.personal_key_id !== null)
        await player.call('link_contact', {
          contact_id: player.id('omnichannel_contact', contact.id),
          person_id: player.id('crm_personal_keys', contact.personal_key_id),
        });
    }
  });
  const history = demo.of('omnichannel_conversation_history', 'conversation_id', conversation.id);
  for (const change of history.slice(1)) tellChange(story, conversation, messages, history, change);
  tellReading(story, conversation, messages, history);
  if (conversation.deleted_at !== null) {
    story.step(conversation.deleted_at, history.at(-1)?.changed_by, 'put it into the bin', (player) =>
      player.update('omnichannel_conversation', conversation, ['deleted_at']),
    );
  }
  story.expect('omnichannel_conversation', [conversation]);
  story.expect('omnichannel_conversation_history', history);
  if (contact.created_at === conversation.created_at) story.expect('omnichannel_contact', [contact]);
}

const ATTACHMENT = [
  'attachment_type',
  'url',
  'file_name',
  'mime_type',
  'size_bytes',
  'width',
  'height',
  'duration_seconds',
  'external_media_id',
];

/** A message comes in from the network, or goes out and is reported on. */
function tellMessage(demo: Demo, story: StoryBuilder, conversation: Row, contact: Row, message: Row): void {
  const media = demo.of('omnichannel_message_attachment', 'message_id', message.id);
  const fromNetwork = message.idempotency_key === null;
  exchange(story, conversation, contact, message, media);
  if (media.some((each) => each.checksum !== null)) tellChecksums(story, message, media);
  for (const status of ['sent', 'delivered', 'read', 'failed']) {
    const at = message[`${status}_at`];
    if (at === null || (status === 'sent' && fromNetwork)) continue;
    story.step(at, null, `the network reports ${status}`, (player) =>
      player.call('record_message_delivery', {
        message_id: player.id('omnichannel_message', message.id),
        status,
        external_message_id: status === 'sent' ? message.external_message_id : undefined,
        at,
        error: status === 'failed' ? message.delivery_error : undefined,
      }),
    );
  }
  for (const reaction of demo.of('omnichannel_message_reaction', 'message_id', message.id))
    tellReaction(story, message, reaction);
  story.expect('omnichannel_message', [message]);
  story.expect('omnichannel_message_attachment', media);
  story.expect('omnichannel_message_keys', demo.of('omnichannel_message_keys', 'message_id', message.id));
}

function exchange(
  story: StoryBuilder,
  conversation: Row,
  contact: Row,
  message: Row,
  media: readonly Row[],
): void {
  const attachments = media.map((each) =>
    Object.fromEntries(ATTACHMENT.map((column) => [column, each[column]])),
  );
  const fromNetwork = message.idempotency_key === null;
  const by = fromNetwork ? null : message.admin_id;
  story.step(message.created_at, by, fromNetwork ? 'receive a message' : 'send a message', async (player) => {
    const id = await (fromNetwork
      ? player.call('receive_message', {
          page_id: player.id('channels_platform_pages', conversation.page_id),
          platform_user_id: contact.platform_user_id,
          external_message_id: message.external_message_id,
          message: message.message,
          sent_at: message.platform_sent_at,
          external_thread_id: conversation.external_thread_id,
          attachments: JSON.stringify(attachments),
          details: {
            sender_name: message.sender_name,
            link: contact.link,
            integration_via: contact.integration_via,
            external_customer_id: contact.external_customer_id,
            echo: message.sender_type === 'admin',
          },
        })
      : player.call('send_message', {
          conversation_id: player.id('omnichannel_conversation', conversation.id),
          message: message.message,
          idempotency_key: message.idempotency_key,
          attachments: JSON.stringify(attachments),
          is_note: message.is_note,
        }));
    player.made('omnichannel_message', message, id);
  });
}

/** Files are looked at when they have been fetched. */
function tellChecksums(story: StoryBuilder, message: Row, media: readonly Row[]): void {
  story.step(message.created_at, null, 'fetch the files', async (player) => {
    for (const each of media) {
      await player.ask(
        'UPDATE omnichannel_message_attachment SET checksum = $1 WHERE tenant_id = $2 AND message_id = $3 AND sort_order = $4',
        [each.checksum, player.tenant, player.id('omnichannel_message', message.id), each.sort_order],
      );
    }
  });
}

function tellReaction(story: StoryBuilder, message: Row, reaction: Row): void {
  const react = (at: Value | undefined, remove: boolean) =>
    story.step(at, reaction.user_id, remove ? 'take the reaction back' : 'react', (player) =>
      player.call('react_to_message', {
        message_id: player.id('omnichannel_message', message.id),
        reaction: reaction.reaction,
        remove,
        contact_id: player.idOrNull('omnichannel_contact', reaction.contact_id),
        at,
      }),
    );
  react(reaction.reacted_at, false);
  if (reaction.removed_at !== null) react(reaction.removed_at, true);
  story.expect('omnichannel_message_reaction', [reaction]);
}

/** Somebody takes it, settles it, puts it off; what the other side opens again comes with its message. */
function tellChange(
  story: StoryBuilder,
  conversation: Row,
  messages: readonly Row[],
  history: readonly Row[],
  change: Row,
): void {
  const { changed_at, changed_by, to_status, reason } = change;
  const id = (player: Player) => player.id('omnichannel_conversation', conversation.id);
  if (change.change === 'assignment') {
    story.step(changed_at, changed_by, 'assign it', (player) =>
      player.call('assign_conversation', {
        conversation_id: id(player),
        user_id: change.to_assigned_to,
        note: reason,
      }),
    );
  } else if (changed_by !== null) {
    story.step(changed_at, changed_by, `conversation → ${to_status}`, (player) =>
      player.call('transition_conversation', {
        conversation_id: id(player),
        to: to_status,
        note: reason,
        snooze_until:
          to_status === 'snoozed' ? (conversation.snoozed_until ?? wakes(history, change)) : undefined,
      }),
    );
  } else if (!messages.some((message) => message.created_at === changed_at)) {
    story.step(changed_at, null, 'wake it', (player) => player.call('wake_conversations', {}));
  }
}

/** Until when a conversation was put off that is not any more: what it did next is known, the hour asked for is not. */
function wakes(history: readonly Row[], change: Row): Value | undefined {
  return history.find((later) => later.from_status === 'snoozed' && Number(later.id) > Number(change.id))
    ?.changed_at;
}

/** Who answers has read; otherwise somebody has looked. */
function tellReading(
  story: StoryBuilder,
  conversation: Row,
  messages: readonly Row[],
  history: readonly Row[],
): void {
  const at = conversation.read_at;
  if (at === null || messages.some((message) => message.created_at === at && message.sender_type === 'admin'))
    return;
  const reader =
    conversation.assigned_to ?? history.findLast((change) => change.changed_by !== null)?.changed_by;
  story.step(at, reader, 'read it', (player) =>
    player.call('mark_conversation_read', {
      conversation_id: player.id('omnichannel_conversation', conversation.id),
    }),
  );
}
