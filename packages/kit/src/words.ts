import { faker as german } from '@faker-js/faker/locale/de';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { faker as american } from '@faker-js/faker/locale/en_US';
import { faker as french } from '@faker-js/faker/locale/fr';
import type { DemoTenant } from './demo-tenant.ts';
import type { Draw } from './draw.ts';

/** Names and places of a region. Invented: whoever bears such a name is not meant. */
export interface Words {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly streets: readonly string[];
  readonly cities: readonly City[];
}

export interface City {
  readonly name: string;
  readonly state: string;
  readonly postalCode: string;
}

/** The words of the tenant's region, drawn from faker once per process: a faker name costs as much as 600 drawn ones. */
export function wordsOf(tenant: DemoTenant): Words {
  let words = pools.get(tenant.locale);
  if (words === undefined) {
    words = drawPools(FAKERS[tenant.locale] ?? american);
    pools.set(tenant.locale, words);
  }
  return words;
}

/** An e-mail address that belongs to nobody: example.com is reserved (RFC 2606). */
export function exampleEmail(first: string, last: string, number: number): string {
  return `${asciiOf(first)}.${asciiOf(last)}.${number}@example.com`;
}

/**
 * A telephone number in E.164 form that belongs to nobody: from ranges that authorities keep free for film and fiction.
 *
 * Sources: Ofcom, "Telephone numbers for use in TV and radio drama programmes" (07700 900000 to 900999);
 * Bundesnetzagentur, Mitteilung 148/2021, Amtsblatt 7/2021 (Berlin, 030 23125 000 to 999); ARCEP, décision 2018-0881
 * (06 39 98); North American Numbering Plan Administrator (555-0100 to 555-0199 in every area).
 */
export function fictionalPhone(tenant: DemoTenant, draw: Draw): string {
  switch (tenant.country) {
    case 'GB':
      return `+447700900${digits(draw, 3)}`;
    case 'DE':
      return `+493023125${digits(draw, 3)}`;
    case 'FR':
      return `+3363998${digits(draw, 4)}`;
    default:
      return `+1${draw.pick(AREA_CODES)}55501${digits(draw, 2)}`;
  }
}

/** A text in plain ASCII letters, lower case: for addresses and codes. */
export function asciiOf(text: string): string {
  let plain = plains.get(text);
  if (plain === undefined) {
    plain = text
      .toLowerCase()
      .replaceAll('ä', 'ae')
      .replaceAll('ö', 'oe')
      .replaceAll('ü', 'ue')
      .replaceAll('ß', 'ss')
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, '');
    if (plains.size > 10_000) plains.clear();
    plains.set(text, plain);
  }
  return plain;
}

const FAKERS: Record<string, typeof american> = {
  'de-DE': german,
  'en-GB': british,
  'en-US': american,
  'fr-FR': french,
};

const AREA_CODES = ['202', '212', '303', '312', '404', '415', '503', '512', '617', '702'];

const pools = new Map<string, Words>();
const plains = new Map<string, string>();

function drawPools(faker: typeof american): Words {
  faker.seed(1);
  const several = <Value>(count: number, make: () => Value) => Array.from({ length: count }, make);
  return {
    firstNames: several(400, () => faker.person.firstName()),
    lastNames: several(400, () => faker.person.lastName()),
    streets: several(300, () => faker.location.street()),
    cities: several(120, () => ({
      name: faker.location.city(),
      state: faker.location.state(),
      postalCode: faker.location.zipCode(),
    })),
  };
}

function digits(draw: Draw, count: number): string {
  return String(draw.integer(0, 10 ** count - 1)).padStart(count, '0');
}
