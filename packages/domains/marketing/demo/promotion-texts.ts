import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { say } from './texts/words.ts';

/** What a promotion is called, and what buyers are told of it. */
export interface Words {
  readonly name: string;
  readonly description: string;
}

/** The promotions of the story, by what they are there for. */
export type OfferKey =
  | 'welcome'
  | 'thanks'
  | 'newsletter'
  | 'friends'
  | 'regulars'
  | 'last_pieces'
  | 'summer'
  | 'autumn'
  | 'tiers'
  | 'pair'
  | 'more_of_it'
  | 'prices'
  | 'gift'
  | 'extra'
  | 'bundle'
  | 'anniversary'
  | 'shipping';

const COMMON = {
  welcome: { name: 'Welcome', description: '10 % off the first order, with the code from the first letter.' },
  thanks: {
    name: 'Thank you',
    description: '15 % off for three months, with the code sent after the first order.',
  },
  newsletter: { name: 'Newsletter', description: '5 % for readers of the newsletter.' },
  friends: { name: 'Friends of the house', description: '10 % for whoever a friend has sent.' },
  regulars: { name: 'Regulars', description: '15 % for regulars.' },
  summer: { name: 'Summer sale', description: '20 % in the summer weeks, work to order excepted.' },
  tiers: {
    name: 'The more, the merrier',
    description: '5, 10 or 15 % before the feast, as the order grows.',
  },
  anniversary: { name: 'Anniversary voucher', description: 'Money off for our birthday.' },
  shipping: { name: 'Free delivery', description: 'Delivery is on us for gold customers.' },
} as const;

const BY_TRADE: Record<Trade, Record<Exclude<OfferKey, keyof typeof COMMON>, Words>> = {
  jewelry: {
    last_pieces: { name: 'Showcase pieces', description: '20 % off pieces out of the showcase.' },
    autumn: {
      name: 'Autumn gold',
      description: '15 % off all that is worn, from rings to brooches.',
    },
    pair: {
      name: 'A pair for two',
      description: '10 % off for two pieces or more, for you and somebody else.',
    },
    more_of_it: { name: 'Spring twins', description: 'The second piece of a kind at 40 % less.' },
    prices: { name: 'Prices of the month', description: 'A few favorites at a price of their own.' },
    gift: { name: 'Something to keep it shining', description: 'Care for free with the holiday order.' },
    extra: {
      name: 'A case for the ring',
      description: 'With every ring something for its care at half price.',
    },
    bundle: { name: 'Worn together', description: 'Three pieces that go together, at one price.' },
  },
  home_goods: {
    last_pieces: { name: 'Showroom pieces', description: '20 % off pieces out of the showroom.' },
    autumn: { name: 'The laid table', description: '15 % off all for dining.' },
    pair: { name: 'Better as a pair', description: '10 % off for two things or more.' },
    more_of_it: { name: 'Spring twins', description: 'The second piece of a kind at 40 % less.' },
    prices: { name: 'Prices of the month', description: 'A few favorites at a price of their own.' },
    gift: {
      name: 'A light for the dark season',
      description: 'A small thing for free with the holiday order.',
    },
    extra: { name: 'Move-in weeks', description: 'Small things at half price with a rug or a shelf.' },
    bundle: { name: 'First home', description: 'Three things for the start, at one price.' },
  },
  food: {
    last_pieces: { name: 'Best before soon', description: '20 % off what should be eaten soon.' },
    autumn: { name: 'Breakfast weeks', description: '15 % off coffee, tea, honey, spreads and cheese.' },
    pair: { name: 'One for you, one for me', description: '10 % off for two things or more.' },
    more_of_it: { name: 'Buy two, get one', description: 'The third of a kind at 60 % less.' },
    prices: { name: 'Prices of the month', description: 'A few favorites at a price of their own.' },
    gift: { name: 'A taste on top', description: 'A small treat for free with the holiday order.' },
    extra: { name: 'Picnic weeks', description: 'With every hamper something at half price.' },
    bundle: { name: 'Pantry starter kit', description: 'Three staples at one price.' },
  },
};

/** The words for a promotion of a tenant. */
export function wordsFor(tenant: DemoTenant, key: OfferKey): Words {
  const { name, description } = { ...COMMON, ...BY_TRADE[tenant.trade] }[key];
  return { name: say(tenant, name), description: say(tenant, description) };
}
