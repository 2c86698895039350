import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Draw } from '@erp/kit/draw';
import { DAY, HOUR } from '@erp/kit/moment';
import {
  ABOUT_ORDERS,
  type Line,
  OFFER_ANSWER,
  OFFER_REPLIES,
  OFFERS,
  QUESTIONS,
  SHIPPED,
} from './dialogues.ts';
import type { SERVICE } from './service-accounts.ts';
import { LAST_HOURS, type Texter } from './texters.ts';

/** A piece of what is said: its lines, from when on, for what and on which line of ours. */
export interface Scene {
  readonly at: number;
  readonly service: keyof typeof SERVICE;
  readonly lines: readonly Line[];
  /** What ends it: a word that opts out or in, or an opt-out on another way. */
  readonly end?: 'stop' | 'start' | 'opt_out';
  /** How the last line of ours ended up, where that is told. */
  readonly last?: 'queued' | 'sending' | 'sent';
}

/** All scenes with somebody, by time; consent and the end of the story may cut them off. */
export function scenesOf(tenant: DemoTenant, draw: Draw, someone: Texter): readonly Scene[] {
  const scenes: Scene[] = [];
  const bought = someone.person?.boughtAt;
  const { since, role } = someone;
  const rest = tenant.until - since;
  if (bought === undefined) {
    scenes.push({ at: since + HOUR, service: 'conversation', lines: draw.pick(QUESTIONS[tenant.trade]) });
  } else {
    const shipped: Line = { by: 'us', text: SHIPPED[tenant.trade] };
    if (draw.chance(0.7)) scenes.push({ at: bought + 2 * DAY, service: 'transactional', lines: [shipped] });
    if (draw.chance(0.75)) scenes.push(talk(tenant, draw, bought + draw.integer(3, 40) * DAY));
    if (draw.chance(0.3)) scenes.push(talk(tenant, draw, bought + Math.floor(draw.unit() * rest)));
  }
  const offers = draw.integer(0, 3);
  for (let index = 0; index < offers; index += 1) {
    scenes.push(offer(tenant, draw, since + Math.floor(draw.unit() * rest)));
  }
  const leaves = draw.unit();
  if (role === 'stopper' || role === 'returner' || leaves < 0.06) {
    const at = since + Math.floor((0.4 + 0.3 * draw.unit()) * rest);
    const [first] = offer(tenant, draw, at).lines;
    if (first !== undefined) scenes.push({ at, service: 'campaign', lines: [first], end: 'stop' });
    if (role === 'returner' || draw.chance(0.25)) {
      scenes.push({ at: at + 25 * DAY, service: 'campaign', lines: [], end: 'start' });
      scenes.push(offer(tenant, draw, at + 40 * DAY));
    }
  } else if (leaves > 0.96) {
    scenes.push({ at: since + Math.floor(0.7 * rest), service: 'conversation', lines: [], end: 'opt_out' });
  }
  scenes.push(...lastWords(tenant, draw, someone));
  return scenes.filter((scene) => scene.at < tenant.until).sort((one, other) => one.at - other.at);
}

const talk = (tenant: DemoTenant, draw: Draw, at: number): Scene => {
  const lines = draw.pick(ABOUT_ORDERS[tenant.trade]);
  return { at, service: lines.some((line) => line.photo) ? 'support' : 'conversation', lines };
};

function offer(tenant: DemoTenant, draw: Draw, at: number): Scene {
  const lines: Line[] = [{ by: 'us', text: draw.pick(OFFERS[tenant.trade]) }];
  if (draw.chance(0.22)) {
    lines.push({ by: 'them', text: draw.pick(OFFER_REPLIES) }, { by: 'us', text: OFFER_ANSWER });
  }
  return { at, service: draw.chance(0.7) ? 'campaign' : 'marketing', lines };
}

/** What is still under way when the story ends. */
function lastWords(tenant: DemoTenant, draw: Draw, { role }: Texter): readonly Scene[] {
  const lines = draw.pick(ABOUT_ORDERS[tenant.trade]);
  const shipped: Line = { by: 'us', text: SHIPPED[tenant.trade] };
  const at = tenant.until - LAST_HOURS;
  switch (role) {
    case 'scheduled':
      return [{ at, service: 'transactional', lines: [shipped], last: 'queued' }];
    case 'in_flight':
      return [{ at: tenant.until - HOUR / 120, service: 'transactional', lines: [shipped], last: 'sending' }];
    case 'fresh':
      return [{ at: tenant.until - 14 * HOUR, service: 'transactional', lines: [shipped], last: 'sent' }];
    case 'waiting':
      return [{ at: tenant.until - 10 * HOUR, service: 'conversation', lines: lines.slice(0, 1) }];
    default:
      return [];
  }
}
