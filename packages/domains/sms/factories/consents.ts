import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { type Draw, keyed, weights } from '@erp/kit/draw';
import { MINUTE } from '@erp/kit/moment';
import type { Texter } from './texters.ts';

/** Something that somebody has said about being texted. */
export interface Consent {
  readonly consent: 'opted_in' | 'opted_out';
  readonly source: 'keyword' | 'form' | 'call' | 'import' | 'staff' | 'provider';
  readonly wording: string | null;
  readonly recordedBy: number | null;
  readonly at: number;
  readonly recordedAt: number;
}

/** How somebody agreed when we met; nothing where they have not been asked. */
export function firstConsent(tenant: DemoTenant, someone: Texter): Consent | undefined {
  const { agreed, source, staff } = agreement(tenant, someone.number);
  const must = someone.role === 'stopper' || someone.role === 'returner';
  if (!agreed && !must) return undefined;
  const at = someone.since + 2 * MINUTE;
  if (at > tenant.until) return undefined;
  const byHand = source === 'call' || source === 'staff';
  return {
    consent: 'opted_in',
    source,
    wording: WORDINGS[source],
    recordedBy: byHand ? staff : null,
    at,
    recordedAt: byHand ? Math.min(at + 6 * MINUTE, tenant.until) : at,
  };
}

/** A word in a text that opts out or in. */
export function keywordConsent(consent: Consent['consent'], wording: string, at: number): Consent {
  return { consent, source: 'keyword', wording, recordedBy: null, at, recordedAt: at };
}

/** An opt-out that did not come by text: by telephone, or told by the provider. */
export function otherOptOut(tenant: DemoTenant, draw: Draw, at: number): Consent {
  const called = draw.chance(0.6);
  const staff = anyStaff(tenant, draw);
  return {
    consent: 'opted_out',
    source: called ? 'call' : 'provider',
    wording: called ? 'Asked on the phone not to be texted any more.' : null,
    recordedBy: called ? staff : null,
    at,
    recordedAt: at,
  };
}

const agreement = keyed('sms_consent_log.agreement', (draw, tenant) => ({
  agreed: draw.chance(0.78),
  source: draw.weighted(SOURCES),
  staff: anyStaff(tenant, draw),
}));

const SOURCES = weights([
  ['form', 55],
  ['staff', 20],
  ['import', 15],
  ['call', 10],
]);

const WORDINGS = {
  form: 'Yes, text me news about my orders and offers. I can stop at any time.',
  staff: 'Agreed in the shop to news and offers by text.',
  import: 'Agreed on paper, taken over from the former system.',
  call: 'Agreed on the phone to news and offers by text.',
} as const;
