import { daytimeFrom, onDuty, standIn } from '@erp/demo-world/roster';
import { anyStaff, type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE, momentOf } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { logsSystem } from '../factories/logs-system.ts';
import { logsWebhook } from '../factories/logs-webhook.ts';
import {
  type AlertKind,
  alertKinds,
  DELIVERY_LOST,
  FIRST_STORE_KIND,
  JOB_FAILED,
  STORE_KINDS,
} from './alert-kinds.ts';
import { failedRun, failedRunCount, runOf } from './job-runs.ts';
import { say } from './texts/words.ts';
import { attemptsOf, deliveryOf, lostDelivery, lostDeliveryCount } from './webhook-deliveries.ts';

/** A step in the life of an alert. */
export interface Step {
  readonly incident: number;
  readonly event: 'raised' | 'acknowledged' | 'resolved' | 'reopened' | 'expired';
  readonly at: number;
  readonly by: number | null;
  readonly note: string | null;
}

/** Something that went wrong, as alerts and their events see it. */
export interface Incident {
  readonly number: number;
  /** Position of its kind among those of the tenant. */
  readonly kindIndex: number;
  readonly kind: AlertKind;
  readonly entityType: string;
  readonly entityId: number;
  readonly details: object;
  readonly occurrences: number;
  readonly lastRaisedAt: number;
  readonly expiresAt: number | undefined;
  readonly steps: readonly Step[];
}

type Path = readonly Step['event'][];

/** What became of the last ones: nobody has got round to ending them. */
const UNDER_WAY: readonly Path[] = [
  ['raised'],
  ['raised', 'acknowledged'],
  ['raised', 'resolved', 'reopened'],
  ['raised', 'acknowledged', 'resolved', 'reopened', 'acknowledged'],
];

/** What became of those before them. */
const OVER: readonly Path[] = [
  ['raised', 'acknowledged', 'resolved'],
  ['raised', 'expired'],
  ['raised', 'resolved'],
  ['raised', 'resolved', 'reopened', 'acknowledged', 'resolved'],
];

/** The most events of an alert. */
export const MOST_STEPS = 5;

/** Each store has one trouble after the other, in the first unit of scale alone: there are no more stores in the others. */
const STORES = 3;
const PER_STORE = 12;

/** Alerts in one unit of scale, and room for those of the stores. */
export function incidentCount(tenant: DemoTenant): number {
  return failedRunCount(tenant) + lostDeliveryCount(tenant) + STORES * PER_STORE;
}

/** Everything about an alert; undefined where the stores of a further unit of scale would be. */
export function incidentOf(tenant: DemoTenant, number: number): Incident | undefined {
  const unit = Math.floor(number / incidentCount(tenant));
  const inUnit = number % incidentCount(tenant);
  const runs = failedRunCount(tenant);
  const lost = lostDeliveryCount(tenant);
  if (inUnit < runs) return ofRun(tenant, number, failedRun(tenant, unit, inUnit), pathOf(inUnit, runs));
  const delivery = inUnit - runs;
  if (delivery < lost) {
    return ofDelivery(tenant, number, lostDelivery(tenant, unit, delivery), pathOf(delivery, lost));
  }
  return unit === 0 ? ofStore(tenant, number, delivery - lost) : undefined;
}

function ofRun(tenant: DemoTenant, number: number, runNumber: number, path: Path): Incident {
  const run = runOf(tenant, runNumber);
  return live(tenant, number, JOB_FAILED, path, {
    entityType: 'logs_system',
    // Its second entry says that it failed.
    entityId: logsSystem.id(runNumber, 1),
    details: { job: run.job.name, request_id: run.request },
    raisedAt: run.endedAt,
    raises: 1,
    lastRaisedAt: run.endedAt,
    by: null,
  });
}

function ofDelivery(tenant: DemoTenant, number: number, deliveryNumber: number, path: Path): Incident {
  const delivery = deliveryOf(tenant, deliveryNumber);
  const calls = attemptsOf(tenant, delivery);
  return live(tenant, number, DELIVERY_LOST, path, {
    entityType: 'logs_webhook',
    entityId: logsWebhook.id(deliveryNumber),
    details: { sent_by: delivery.sentBy, delivery_id: delivery.deliveryId, attempts: calls.length },
    // From the second try on each one raises it.
    raisedAt: (calls[1] ?? calls[0])?.at ?? delivery.at,
    raises: calls.length - 1,
    lastRaisedAt: calls.at(-1)?.at ?? delivery.at,
    by: null,
  });
}

function ofStore(tenant: DemoTenant, number: number, index: number): Incident {
  const store = index % STORES;
  const turn = Math.floor(index / STORES);
  const drawn = drawTrouble(tenant, number);
  const path =
    turn === PER_STORE - 1 ? (UNDER_WAY[store] as Path) : (OVER[(turn + store) % OVER.length] as Path);
  const kindIndex = FIRST_STORE_KIND + ((turn + 2 * store) % STORE_KINDS);
  const kind = alertKinds(tenant)[kindIndex] as AlertKind;
  const moment = momentOf(tenant, (turn + 0.2 + store / 5) / PER_STORE);
  const raisedAt = kind.hours === undefined ? moment : daytimeFrom(tenant, moment, ...kind.hours);
  const life = (kind.endsAfterHours ?? 0) * HOUR;
  // What is not over, though it would have ended by itself, is raised again and again.
  const lasting = life > 0 && path === UNDER_WAY[store] && path.at(-1) !== 'reopened';
  const lastRaisedAt = lasting ? tenant.until - drawn.pause : raisedAt + (drawn.again ? drawn.pause : 0);
  return live(tenant, number, kindIndex, path, {
    entityType: 'store',
    entityId: stores.id(store),
    details: { store: `store-${store + 1}`, minutes: drawn.minutes },
    raisedAt,
    raises: lasting ? Math.ceil((2 * (lastRaisedAt - raisedAt)) / life) + 1 : drawn.again ? 2 : 1,
    lastRaisedAt,
    by: drawn.by === null ? null : (onDuty(tenant, raisedAt)[0]?.userId ?? null),
  });
}

interface Trouble {
  readonly entityType: string;
  readonly entityId: number;
  readonly details: object;
  readonly raisedAt: number;
  readonly raises: number;
  readonly lastRaisedAt: number;
  readonly by: number | null;
}

/** Gives each step its moment: behind the trouble, before the alert would end by itself, and within the story. */
function live(
  tenant: DemoTenant,
  number: number,
  kindIndex: number,
  wanted: Path,
  trouble: Trouble,
): Incident {
  const kind = alertKinds(tenant)[kindIndex] as AlertKind;
  const { raisedAt, lastRaisedAt, by } = trouble;
  const drawn = drawLife(tenant, number);
  const life = kind.endsAfterHours === undefined ? undefined : kind.endsAfterHours * HOUR;
  const ends = life === undefined ? undefined : lastRaisedAt + life;
  // What has no end of its own is ended by somebody.
  const path = wanted[1] === 'expired' && ends === undefined ? (OVER[0] as Path) : wanted;
  const lasting = lastRaisedAt - raisedAt > DAY;
  const from = lasting ? raisedAt : lastRaisedAt;
  const until = Math.min(from + Math.min(drawn.span, (life ?? drawn.span) * 0.8), tenant.until - MINUTE);
  const pace = (until - from) / Math.max(1, path.length - 1);
  const steps: Step[] = [];
  for (const [index, event] of path.entries()) {
    const step = (what: Step['event'], at: number, who: number | null) =>
      steps.push({
        incident: number,
        event: what,
        at,
        by: who,
        note: say(tenant, noteOf(kind, what, drawn.word)),
      });
    if (index === 0) {
      step(event, raisedAt, by);
      continue;
    }
    const swept = ends === undefined ? undefined : ends + drawn.swept;
    const before = steps.at(-1)?.at ?? raisedAt;
    // Who is to look after it does so by day, on all days of the week.
    const at = daytimeFrom(tenant, Math.max(from + pace * (index - drawn.early), before + MINUTE), 7, 21);
    const isReopened = steps.some((each) => each.event === 'reopened');
    if (event === 'expired' || (ends !== undefined && !isReopened && at >= ends)) {
      // Nobody was there in time.
      if (swept !== undefined && swept < tenant.until) step('expired', swept, null);
      break;
    }
    if (at >= tenant.until) break;
    step(event, at, standIn(tenant, drawn.by, at));
  }
  return {
    number,
    kindIndex,
    kind,
    entityType: trouble.entityType,
    entityId: trouble.entityId,
    details: trouble.details,
    occurrences: trouble.raises,
    lastRaisedAt,
    expiresAt: steps.some(({ event }) => event === 'reopened') ? undefined : ends,
    steps,
  };
}

function noteOf(kind: AlertKind, event: Step['event'], word: number): string | null {
  switch (event) {
    case 'acknowledged':
      return kind.takenOn;
    case 'resolved':
      return kind.done[word % kind.done.length] as string;
    case 'reopened':
      return 'It is not over: the same again.';
    default:
      return null;
  }
}

/** How it ends for one of `count`, counted from 0 in the order of time. */
function pathOf(index: number, count: number): Path {
  return UNDER_WAY[count - 1 - index] ?? (OVER[index % OVER.length] as Path);
}

const drawTrouble = keyed('alerts.trouble', (draw, tenant) => ({
  minutes: draw.integer(6, 90),
  again: draw.chance(0.4),
  pause: draw.integer(20, 240) * MINUTE,
  by: draw.chance(0.5) ? anyStaff(tenant, draw) : null,
}));

const drawLife = keyed('alerts.life', (draw, tenant) => ({
  span: draw.integer(2, 120) * HOUR,
  early: draw.unit() * 0.5,
  swept: draw.integer(1, 50) * MINUTE,
  word: draw.integer(0, 59),
  by: staffWithRole(tenant, draw.chance(0.7) ? 'manager' : 'admin'),
}));
