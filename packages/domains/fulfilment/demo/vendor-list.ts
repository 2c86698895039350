import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { wordsOf } from '@erp/kit/words';
import { say } from './texts/words.ts';

/** How many vendors a demo tenant has; the last one sells no more. */
export const VENDORS = 6;

/** A vendor by its place in the list: what it is called, and in which city it sits. */
export function vendorOf(tenant: DemoTenant, number: number) {
  const { cities, firstNames, lastNames } = wordsOf(tenant);
  const city = cities[(Math.abs(tenant.key) + 11 + number * 5) % cities.length];
  const kind = say(tenant, KINDS[tenant.trade][number % VENDORS] as string);
  return {
    number,
    city,
    code: `V-${String(number + 1).padStart(3, '0')}`,
    name: `${kind} ${city?.name ?? ''}`.trim(),
    first: firstNames[(number * 3 + 5) % firstNames.length] as string,
    last: lastNames[(number * 7 + 2) % lastNames.length] as string,
    active: number % VENDORS !== VENDORS - 1,
  };
}

/** What the vendors of a trade deal in. */
const KINDS: Record<Trade, readonly string[]> = {
  jewelry: ['Refinery', 'Gem Traders', 'Chain Works', 'Pearl House', 'Case Makers', 'Silver Mill'],
  home_goods: ['Timber Yard', 'Weaving Mill', 'Glass Works', 'Lamp Makers', 'Ceramics', 'Foundry'],
  food: ['Mill', 'Dairy', 'Orchards', 'Roastery', 'Oil Press', 'Bottlers'],
};
