import { type MaskKey, scramble } from './scramble.ts';

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
export function maskDay(key: MaskKey, value: string): string {
  if (!DAY.test(value)) return value;
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return scramble(key, value);
  day.setUTCDate(day.getUTCDate() - 366 - (key.digest('day', value).readUInt16BE(0) % 1095));
  return day.toISOString().slice(0, 10);
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
