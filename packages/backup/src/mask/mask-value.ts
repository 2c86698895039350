import type { Mask } from './mask.ts';
import { maskJson } from './mask-json.ts';
import { maskDay, maskText } from './mask-text.ts';
import type { MaskKey } from './scramble.ts';

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

/** Addresses that are nobody's on the internet. */
function maskAddress(key: MaskKey, value: string, type: string): string {
  const bytes = key.digest('address', value);
  const network = type === 'cidr';
  if (!value.includes(':')) return `10.${bytes[0]}.${bytes[1]}.${bytes[2]}${network ? '/32' : ''}`;
  const words = [0, 2, 4, 6].map((place) => ((bytes.readUInt16BE(place) % 0xffff) + 1).toString(16));
  return `fd00::${words.join(':')}${network ? '/128' : ''}`;
}

/** What PostgreSQL puts into quotes in an array. */
const QUOTED = /^$|^null$|[{},"\\\s]/i;

function maskElement(key: MaskKey, written: string): string {
  if (written === 'NULL') return written;
  const text = written.startsWith('"') ? written.slice(1, -1).replace(/\\(.)/gs, '$1') : written;
  const masked = maskText(key, text);
  return QUOTED.test(masked) ? `"${masked.replace(/["\\]/g, '\\$&')}"` : masked;
}
