import { maskJson } from './mask-json.ts';
import { type MaskKey, scramble } from './scramble.ts';

/** Masks the text of a value as PostgreSQL writes it. */
export type MaskValue = (value: string) => string;

/** A column whose values are masked. */
export interface MaskedColumn {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  /** Name of its type in the catalog. */
  readonly type: string;
}

/** What a mask goes by, over all tables. */
export interface Mask {
  readonly key: MaskKey;
  /** Names in JSON that may stay: those that columns have. */
  readonly names: ReadonlySet<string>;
  /** Values that stay: codes that checks of the schema name, which say nothing about anybody. */
  readonly codes: ReadonlySet<string>;
}

/**
 * How the values of a column are masked: by what they look like, not by what the column is called, so that an address is
 * the same in every table and inside JSON.
 */
export function maskValue(mask: Mask, { type }: MaskedColumn): MaskValue {
  const seen = new Map<string, string>();
  const masked = forType(mask, type);
  return (value) => {
    if (mask.codes.has(value)) return value;
    let found = seen.get(value);
    if (found === undefined) {
      found = masked(value);
      if (seen.size < REMEMBERED) seen.set(value, found);
    }
    return found;
  };
}

/** Values of a column that are remembered, so that what repeats costs once. */
const REMEMBERED = 50_000;

function forType(mask: Mask, type: string): MaskValue {
  const { key } = mask;
  if (type === 'json' || type === 'jsonb') return (value) => maskJson(mask, value);
  if (type === 'inet' || type === 'cidr') return (value) => maskAddress(key, value, type);
  if (type === 'date') return (value) => maskDay(key, value);
  if (type.startsWith('_'))
    return (value) => value.replace(/"(?:[^"\\]|\\.)*"|[^{},"]+/g, (each) => maskElement(key, each));
  return (value) => maskText(key, value);
}

/** What an erasure has left says nothing any more. */
const ERASED = /^(erased(:\d+)?|Former member \d+|\*+)$/;
const COUNTRY = /^[A-Z]{2}$/;
const E_MAIL = /^[^\s@]+@[^\s@]+$/;
const PHONE = /^\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\//i;
const HEX = /^(?=[0-9a-f-]*\d)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12,}$/i;
const ZONE = /^[A-Z][A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ][\d:.]+(Z|[+-][\d:]+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Masks a text of which nothing is known but how it looks. */
export function maskText(key: MaskKey, value: string): string {
  if (ERASED.test(value) || COUNTRY.test(value) || MOMENT.test(value)) return value;
  if (E_MAIL.test(value) && !URL.test(value))
    return `u${key.digest('e-mail', value.toLowerCase()).toString('hex').slice(0, 16)}@example.com`;
  if (PHONE.test(value)) return maskPhone(key, value);
  if (URL.test(value)) return `https://example.com/${scramble(key, value.replace(URL, '')).slice(0, 3900)}`;
  if (HEX.test(value)) return scramble(key, value, true);
  if (DAY.test(value)) return maskDay(key, value);
  if (ZONE.test(value)) return maskZone(key, value);
  return scramble(key, value);
}

/** No national number begins with two zeros, so nobody is called; the country stays. */
function maskPhone(key: MaskKey, value: string): string {
  const [, country = '', number = ''] = PHONE.exec(value) ?? [];
  const rest = scramble(key, number);
  return `+${country}${rest.length + country.length <= 13 ? '00' : ''}${rest}`;
}

/** A day one to four years earlier, so that ages stay like themselves. */
function maskDay(key: MaskKey, value: string): string {
  if (!DAY.test(value)) return value;
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return scramble(key, value);
  day.setUTCDate(day.getUTCDate() - 366 - (key.digest('day', value).readUInt16BE(0) % 1095));
  return day.toISOString().slice(0, 10);
}

/** Addresses that are nobody's on the internet. */
function maskAddress(key: MaskKey, value: string, type: string): string {
  const bytes = key.digest('address', value);
  const network = type === 'cidr';
  if (!value.includes(':')) return `10.${bytes[0]}.${bytes[1]}.${bytes[2]}${network ? '/32' : ''}`;
  const words = [0, 2, 4, 6].map((place) => ((bytes.readUInt16BE(place) % 0xffff) + 1).toString(16));
  return `fd00::${words.join(':')}${network ? '/128' : ''}`;
}

/** A zone without a place, of the same hours in winter; what is no zone is text. */
function maskZone(key: MaskKey, value: string): string {
  try {
    const shown = new Intl.DateTimeFormat('en', { timeZone: value, timeZoneName: 'longOffset' })
      .formatToParts(new Date('2026-01-01T00:00:00Z'))
      .find(({ type }) => type === 'timeZoneName')?.value;
    const hours = Number(/GMT([+-]\d{2})/.exec(shown ?? '')?.[1] ?? 0);
    // Etc/GMT-2 is two hours ahead of Greenwich.
    return hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
  } catch {
    return scramble(key, value);
  }
}

/** What PostgreSQL puts into quotes in an array. */
const QUOTED = /^$|^null$|[{},"\\\s]/i;

function maskElement(key: MaskKey, written: string): string {
  if (written === 'NULL') return written;
  const text = written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/gs, '$1') : written;
  const masked = maskText(key, text);
  return QUOTED.test(masked) ? `"${masked.replace(/["\\]/g, '\\$&')}"` : masked;
}
