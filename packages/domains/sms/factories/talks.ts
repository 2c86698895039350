import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import type { Text } from './delivery.ts';
import { OFFER_NUMBER } from './sender-phone-numbers.ts';

/** What a contact and one of our lines have said to each other, rolled up as the triggers would. */
export interface Talk {
  readonly line: number;
  readonly state: 'open' | 'closed' | 'archived';
  readonly assignedTo: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly lastAt: number;
  readonly lastInboundAt: number | null;
  readonly readAt: number | null;
  readonly count: number;
  readonly unread: number;
  readonly offers: boolean;
  /** When a summary was written, if one was. */
  readonly summaryAt: number | null;
}

/** The talks of a contact, those that began first in front: one per line. */
export function talksOf(tenant: DemoTenant, texts: readonly Text[], number: number): readonly Talk[] {
  const lines = [...new Set(texts.map((text) => text.line))];
  return lines.map((line) =>
    rollUp(
      tenant,
      texts.filter((text) => text.line === line),
      number * 2 + line,
    ),
  );
}

function rollUp(tenant: DemoTenant, texts: readonly Text[], key: number): Talk {
  const times = texts.map((text) => text.at);
  const inbound = texts.filter((text) => text.inbound).map((text) => text.at);
  const answered = texts.filter((text) => !text.inbound && text.userId !== null).map((text) => text.at);
  const lastAt = Math.max(...times);
  const lastInboundAt = inbound.length === 0 ? null : Math.max(...inbound);
  const { chance, hours, read, summary, assignedTo } = course(tenant, key);
  const age = tenant.until - lastAt;
  const state =
    age > 90 * DAY && chance < 0.5 ? 'archived' : age > 2 * DAY && chance < 0.85 ? 'closed' : 'open';
  const endedAt = state === 'open' ? null : Math.min(lastAt + hours * HOUR, tenant.until);
  const answeredAt = answered.length === 0 ? null : Math.max(...answered);
  const seen = Math.min(lastAt + 20 * MINUTE, tenant.until);
  const readAt = endedAt ?? (read && age > HOUR * 12 ? seen : answeredAt);
  return {
    line: texts[0]?.line ?? 0,
    state,
    assignedTo,
    startedAt: Math.min(...times),
    endedAt,
    lastAt,
    lastInboundAt,
    readAt,
    count: texts.length,
    unread: inbound.filter((at) => readAt === null || at > readAt).length,
    offers: texts[0]?.line === OFFER_NUMBER,
    summaryAt: endedAt !== null && summary && lastInboundAt !== null ? endedAt : null,
  };
}

const course = keyed('sms_meta_conversation.course', (draw, tenant) => ({
  chance: draw.unit(),
  hours: draw.integer(2, 44),
  read: draw.chance(0.6),
  summary: draw.chance(0.7),
  assignedTo: draw.chance(0.8) ? anyStaff(tenant, draw) : null,
}));
