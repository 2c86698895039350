import type { TenantCharacter } from '@erp/kit/demo';
import { Draw, hashText } from '@erp/kit/draw';

/** The four tenants that every demo has, of three trades, four countries and two scripts, and of another size each. */
const CHARACTERS: readonly TenantCharacter[] = [
  {
    slug: 'aurelia-atelier',
    name: 'Aurelia Atelier',
    trade: 'jewelry',
    locale: 'en-GB',
    country: 'GB',
    currency: 'GBP',
    timezone: 'Europe/London',
    customers: 120,
  },
  {
    slug: 'nordlicht-wohnen',
    name: 'Nordlicht Wohnen',
    trade: 'home_goods',
    locale: 'de-DE',
    country: 'DE',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    customers: 220,
  },
  {
    slug: 'harvest-table',
    name: 'Harvest Table',
    trade: 'food',
    locale: 'en-US',
    country: 'US',
    currency: 'USD',
    timezone: 'America/New_York',
    customers: 340,
  },
  {
    slug: 'elaionas-pantopoleio',
    name: 'Παντοπωλείο Ελαιώνας',
    trade: 'food',
    locale: 'el-GR',
    country: 'GR',
    currency: 'EUR',
    timezone: 'Europe/Athens',
    customers: 80,
  },
];

/** The tenant at a position, counted from 0; behind the four with a name of their own they are thought up. */
export function profileOf(position: number): TenantCharacter {
  const own = CHARACTERS[position];
  if (own !== undefined) return own;
  const draw = new Draw(hashText(`tenant ${position}`));
  const { trades, ...region } = draw.pick(REGIONS);
  const trade = draw.pick(trades);
  return {
    slug: `demo-${String(position + 1).padStart(3, '0')}`,
    name: `${draw.pick(FIRST_WORDS)} ${SECOND_WORDS[trade]} ${position + 1}`,
    trade,
    ...region,
    customers: draw.integer(12, 36) * 10,
  };
}

const TRADES = ['jewelry', 'home_goods', 'food'] as const;

/** Where all texts of a demo are spoken, for these trades. */
const REGIONS = [
  { locale: 'en-GB', country: 'GB', currency: 'GBP', timezone: 'Europe/London', trades: TRADES },
  { locale: 'de-DE', country: 'DE', currency: 'EUR', timezone: 'Europe/Berlin', trades: ['home_goods'] },
  { locale: 'en-US', country: 'US', currency: 'USD', timezone: 'America/Chicago', trades: TRADES },
  { locale: 'el-GR', country: 'GR', currency: 'EUR', timezone: 'Europe/Athens', trades: ['food'] },
] as const;
const FIRST_WORDS = ['Amber', 'Birch', 'Cobalt', 'Dune', 'Elm', 'Fjord', 'Glen', 'Heron', 'Isle', 'Juniper'];
const SECOND_WORDS = { jewelry: 'Jewels', home_goods: 'Home', food: 'Pantry' };
