import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { MINUTE, time } from '@erp/kit/moment';
import { contacts } from './contacts.ts';
import type { Text } from './delivery.ts';
import { messages } from './messages.ts';
import { MOST_TEXTS, storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

interface Reaction {
  readonly text: Text;
  readonly kind: 'emoji' | 'thumb';
  readonly value: string;
  /** Member who reacted; the contact where it is null. */
  readonly by: number | null;
  readonly at: number;
  readonly removedAt: number | null;
}

/** Contacts react to answers, staff to thanks. */
export const reactions = factory('sms_reactions', {
  count: texterCount,
  story: (tenant, number) => {
    const { texts } = storyOf(tenant, number);
    return texts.flatMap((text, index): Reaction[] => {
      const writer = texts[index - 1]?.userId ?? null;
      const { does, kind, value, minutes, regrets } = whim(tenant, number * MOST_TEXTS + index);
      const seen = text.inbound ? writer !== null : text.deliveredAt !== null && text.userId !== null;
      const at = text.at + minutes * MINUTE;
      if (!does || !seen || at > tenant.until) return [];
      const removedAt = regrets && at + MINUTE <= tenant.until ? at + MINUTE : null;
      return [{ text, kind, value, by: text.inbound ? writer : null, at, removedAt }];
    });
  },
  most: MOST_TEXTS,
  rows: (all) => all,
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
    contact_id: () => contacts,
  },
  cells: {
    message_id: ({ text }) => messages.id(text.number, text.index),
    message_created_at: ({ text }) => time(text.at),
    reaction_type: (reaction) => reaction.kind,
    reaction_value: (reaction) => reaction.value,
    contact_id: (reaction) => (reaction.by === null ? contacts.id(reaction.text.number) : null),
    user_id: (reaction) => reaction.by,
    reacted_at: (reaction) => time(reaction.at),
    removed_at: (reaction) => (reaction.removedAt === null ? null : time(reaction.removedAt)),
    created_at: (reaction) => time(reaction.at),
    updated_at: (reaction) => time(reaction.removedAt ?? reaction.at),
  },
});

const whim = keyed('sms_reactions.whim', (draw) => {
  const kind = draw.chance(0.3) ? ('thumb' as const) : ('emoji' as const);
  return {
    does: draw.chance(0.16),
    kind,
    value: kind === 'thumb' ? 'up' : draw.pick(['👍', '❤️', '🙏', '😊']),
    minutes: draw.integer(1, 25),
    regrets: draw.chance(0.12),
  };
});
