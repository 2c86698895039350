import type { Mask } from './mask.ts';
import { maskText } from './mask-text.ts';
import { scramble } from './scramble.ts';

/** Names of JSON that are no longer than this say nothing that anybody would look for. */
const SHORT_NAME = 7;

/** Digits from which on a number may be that of a telephone or an account. */
const LONG_NUMBER = 7;

/** Strings as they are, and numbers beside them. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Marks a text that was a number, so that none of its digits is lost on the way. */
const NUMBER = '\u0000';

/**
 * Masks every text of a JSON value, numbers that may be those of a telephone, and names that are no columns of the
 * database. What comes out is written as jsonb writes it: names by length, then by byte.
 */
export function maskJson(mask: Mask, json: string): string {
  const marked = json.replace(TOKENS, (token) => (token.startsWith('"') ? token : `"\\u0000${token}"`));
  return masked(mask, JSON.parse(marked) as unknown);
}

function masked(mask: Mask, value: unknown): string {
  if (typeof value === 'string')
    return value.startsWith(NUMBER)
      ? maskNumber(mask, value.slice(NUMBER.length))
      : JSON.stringify(mask.codes.has(value) ? value : maskText(mask.key, value));
  if (Array.isArray(value)) return `[${value.map((each) => masked(mask, each)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).map(([name, each]) => {
    const shown = mask.names.has(name) || name.length <= SHORT_NAME ? name : scramble(mask.key, name);
    return { bytes: Buffer.from(shown), text: `${JSON.stringify(shown)}: ${masked(mask, each)}` };
  });
  fields.sort((a, b) => a.bytes.length - b.bytes.length || a.bytes.compare(b.bytes));
  return `{${fields.map(({ text }) => text).join(', ')}}`;
}

/** A whole number keeps its first digit, so that it keeps its length. */
function maskNumber({ key }: Mask, written: string): string {
  const [, sign = '', first = '', rest] = /^(-?)(\d)(\d+)$/.exec(written) ?? [];
  if (rest === undefined || rest.length + 1 < LONG_NUMBER) return written;
  return `${sign}${first}${scramble(key, rest)}`;
}
