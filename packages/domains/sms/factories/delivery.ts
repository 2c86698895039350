import type { DemoTenant } from '@erp/kit/demo-tenant';
import { type Draw, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { outsideQuietHours } from './quiet-hours.ts';
import type { Texter } from './texters.ts';

type Status = 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled' | 'received';

/** What became of a text. */
export interface Delivery {
  readonly status: Status;
  readonly error: string | null;
  readonly dueAt: number | null;
  readonly attempts: number;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly failedAt: number | null;
  readonly changedAt: number;
}

/** A text message. */
export interface Text extends Delivery {
  /** Number of the contact, and which of its texts it is; both counted from 0. */
  readonly number: number;
  readonly index: number;
  /** Number of our line, counted from 0. */
  readonly line: number;
  readonly inbound: boolean;
  readonly body: string;
  readonly photo: boolean;
  /** Number of the service, counted from 0. */
  readonly service: number | null;
  readonly userId: number | null;
  readonly at: number;
}

interface Attempt {
  readonly inbound: boolean;
  readonly at: number;
  readonly last: 'queued' | 'sending' | 'sent' | undefined;
}

/** What became of a text that was said at a moment; most arrive within seconds. */
export function deliveryOf(
  tenant: DemoTenant,
  draw: Draw,
  someone: Texter,
  { inbound, at, last }: Attempt,
): Delivery {
  const drawn = draw.weighted(OUTCOMES);
  const seconds = draw.integer(2, 9) * 1000;
  const untouched = {
    error: null,
    dueAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    failedAt: null,
  };
  if (inbound) return { ...untouched, status: 'received', attempts: 0, changedAt: at };
  if (last === 'queued') {
    // Staff asked for it to be sent tomorrow; quiet hours put it off further.
    const dueAt = outsideQuietHours(someone.quiet, tenant.until + 6 * HOUR);
    return { ...untouched, status: 'queued', dueAt, attempts: 0, changedAt: at };
  }
  if (last === 'sending') {
    return { ...untouched, status: 'sending', dueAt: at + 2 * MINUTE, attempts: 1, changedAt: at + 1000 };
  }
  const status = last ?? drawn;
  const sentAt = at + 2000;
  if (status === 'failed') {
    const failedAt = sentAt + seconds;
    return { ...untouched, status, error: '30003', attempts: 1, sentAt, failedAt, changedAt: failedAt };
  }
  if (status === 'sent') return { ...untouched, status, attempts: 1, sentAt, changedAt: sentAt };
  const deliveredAt = sentAt + seconds;
  const readAt = Math.min(deliveredAt + draw.integer(1, 60) * MINUTE, tenant.until);
  const read = status === 'read' && deliveredAt < tenant.until - DAY / 24;
  return {
    ...untouched,
    status: read ? 'read' : 'delivered',
    attempts: draw.chance(0.04) ? 2 : 1,
    sentAt,
    deliveredAt,
    readAt: read ? readAt : null,
    changedAt: read ? readAt : deliveredAt,
  };
}

const OUTCOMES = weights([
  ['delivered', 78],
  ['read', 15],
  ['failed', 5],
  ['sent', 2],
]);
