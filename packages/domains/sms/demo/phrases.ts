import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { german } from './phrases-de.ts';
import { greek } from './phrases-el.ts';
import { english } from './phrases-en.ts';

/** A talk on the support line. */
export interface Exchange {
  readonly ask: string;
  readonly answer: string;
  readonly more: string;
  readonly reply: string;
  readonly summary: string;
  readonly points: readonly string[];
}

/** Everything that is texted in a language. `{order}`, `{shop}` and `{first}` stand for what differs. */
export interface Phrases {
  readonly placed: string;
  readonly shipped: string;
  readonly ready: string;
  readonly feedback: string;
  readonly pleased: readonly string[];
  readonly gladOfIt: readonly string[];
  readonly thanks: readonly string[];
  readonly soon: string;
  readonly wrongNumber: Exchange;
  readonly exchanges: Record<Trade, readonly Exchange[]>;
  readonly campaigns: Record<Trade, readonly string[]>;
  /** What is agreed to, and how people say no. */
  readonly consent: string;
  readonly refusals: readonly string[];
}

/** The phrases of the tenant's language; English where there are none. */
export function phrasesOf(tenant: DemoTenant): Phrases {
  return BY_LANGUAGE[tenant.locale.slice(0, 2)] ?? english;
}

const BY_LANGUAGE: Record<string, Phrases> = { de: german, el: greek, en: english };
