import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { german } from './phrases-de.ts';
import { greek } from './phrases-el.ts';
import { english } from './phrases-en.ts';

/** What people write about. The last two are strangers' matters. */
export type Topic =
  | 'delivery'
  | 'address'
  | 'damage'
  | 'invoice'
  | 'stock'
  | 'hours'
  | 'praise'
  | 'advice'
  | 'wish'
  | 'care'
  | 'job'
  | 'spam';

/** Topics that each trade has words of its own for: how to choose, something made to order, how to look after it. */
type TradeTopic = Extract<Topic, 'advice' | 'wish' | 'care'>;

/** The words of a topic. `{order}`, `{ware}`, `{shop}` and `{first}` stand for what differs. */
export interface Words {
  readonly subject: string;
  /** What the other side begins with, what we answer, what they ask then, and our answer to that. */
  readonly ask: readonly string[];
  readonly answer: readonly string[];
  readonly more: readonly string[];
  readonly reply: readonly string[];
}

/** Everything that is said in a language. */
export interface Phrases {
  /** With their article, of a gender that knows no cases. */
  readonly wares: Record<Trade, readonly string[]>;
  readonly topics: Record<Exclude<Topic, TradeTopic>, Words>;
  readonly trades: Record<Trade, Record<TradeTopic, Words>>;
  readonly hello: readonly string[];
  readonly thanks: readonly string[];
  readonly welcome: readonly string[];
  /** What a machine of ours says out of hours. */
  readonly away: string;
  /** When somebody has waited long. */
  readonly nudge: readonly string[];
  /** What comes after all was settled, and our answer. */
  readonly again: readonly string[];
  readonly againAnswer: readonly string[];
  /** That we have to ask somebody first, and will write. */
  readonly later: readonly string[];
  /** Among staff. */
  readonly notes: readonly string[];
  /** Why a conversation was settled, put off, or given to somebody. */
  readonly settled: readonly string[];
  readonly silent: string;
  readonly snoozed: string;
  readonly given: readonly string[];
}

/** The phrases of the tenant's language; English where there are none. */
export function phrasesOf(tenant: DemoTenant): Phrases {
  return BY_LANGUAGE[tenant.locale.slice(0, 2)] ?? english;
}

/** The words of a topic as the tenant has them. */
export function wordsFor(tenant: DemoTenant, topic: Topic): Words {
  const phrases = phrasesOf(tenant);
  return topic === 'advice' || topic === 'wish' || topic === 'care'
    ? phrases.trades[tenant.trade][topic]
    : phrases.topics[topic];
}

const BY_LANGUAGE: Record<string, Phrases> = { de: german, el: greek, en: english };
