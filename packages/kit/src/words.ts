import { faker as german } from '@faker-js/faker/locale/de';
import { faker as american } from '@faker-js/faker/locale/en_US';
import { BRITISH_FIRST_NAMES, BRITISH_LAST_NAMES, BRITISH_STREETS } from './british-words.ts';
import type { DemoTenant } from './demo-tenant.ts';
import { GREEK_FIRST_NAMES, GREEK_LAST_NAMES, GREEK_STREETS } from './greek-words.ts';
import { TOWNS } from './towns.ts';

/** Names and places of a region. Towns are real, people invented: whoever bears such a name is not meant. */
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
    words = drawPools(tenant.locale);
    pools.set(tenant.locale, words);
  }
  return words;
}

/** The line of an address: street and number of a house in the order that the country has. */
export function streetLine({ country }: Pick<DemoTenant, 'country'>, street: string, house: number): string {
  return isHouseLast({ country }) ? `${street} ${house}` : `${house} ${street}`;
}

/** Whether the number of a house stands behind the street in the tenant's country. */
export function isHouseLast({ country }: Pick<DemoTenant, 'country'>): boolean {
  return NUMBER_BEHIND.has(country);
}

const NUMBER_BEHIND: ReadonlySet<string> = new Set(['DE', 'GR']);

/** An e-mail address that belongs to nobody: example.com is reserved (RFC 2606). */
export function exampleEmail(first: string, last: string, number: number): string {
  return `${asciiOf(first)}.${asciiOf(last)}.${number}@example.com`;
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
      .replaceAll('ου', 'ou')
      .replace(/[α-ω]/g, (letter) => LATIN[letter] ?? '')
      .replace(/[^a-z0-9]/g, '');
    if (plains.size > 10_000) plains.clear();
    plains.set(text, plain);
  }
  return plain;
}

/** Greek letters by sound, as passports have them (ELOT 743); what has an accent has lost it by then. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  'α-a β-v γ-g δ-d ε-e ζ-z η-i θ-th ι-i κ-k λ-l μ-m ν-n ξ-x ο-o π-p ρ-r σ-s ς-s τ-t υ-y φ-f χ-ch ψ-ps ω-o'
    .split(' ')
    .map((pair) => pair.split('-')),
);

const FAKERS: Record<string, typeof american> = {
  'de-DE': german,
  'en-US': american,
};

const OWN: Readonly<Record<string, Omit<Words, 'cities'>>> = {
  'el-GR': { firstNames: GREEK_FIRST_NAMES, lastNames: GREEK_LAST_NAMES, streets: GREEK_STREETS },
  'en-GB': { firstNames: BRITISH_FIRST_NAMES, lastNames: BRITISH_LAST_NAMES, streets: BRITISH_STREETS },
};

const pools = new Map<string, Words>();
const plains = new Map<string, string>();

function drawPools(locale: string): Words {
  const faker = FAKERS[locale] ?? american;
  faker.seed(1);
  const several = <Value>(count: number, make: () => Value) => Array.from({ length: count }, make);
  const cities = placesOf(locale in TOWNS ? locale : 'en-US');
  const own = OWN[locale];
  if (own !== undefined) return { ...own, cities };
  return {
    firstNames: several(400, () => faker.person.firstName()),
    lastNames: several(400, () => faker.person.lastName()),
    streets: several(300, () => faker.location.street()),
    cities,
  };
}

/** Every town once for each of its postal codes, large ones therefore more often. */
function placesOf(locale: string): readonly City[] {
  const lines = (TOWNS[locale] as string).trim().split('\n');
  return lines
    .map((line) => line.split('|') as [name: string, state: string, codes: string])
    .flatMap(([name, state, codes], town) =>
      codes.split(' ').map((code, index) => ({
        name,
        state,
        postalCode: locale === 'en-GB' ? `${code} ${inwardCode(town * 7 + index)}` : code,
      })),
    );
}

/** The second half of a British postcode: a digit and two letters, of which some are not in use. */
function inwardCode(number: number): string {
  const letter = (place: number) => 'ABDEFGHJLNPQRSTUWXYZ'.charAt(place % 20);
  return `${1 + (number % 9)}${letter(number)}${letter(number * 3 + 5)}`;
}
