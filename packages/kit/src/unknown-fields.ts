import { didYouMean } from './did-you-mean.ts';

/**
 * What a definition has beside the fields that are read: a mistyped one would be left out without a word, since what
 * runs is stripped of its types.
 *
 * @returns one clause for each, for a message.
 */
export function unknownFields(value: object, fields: readonly string[]): string[] {
  const missing = fields.filter((field) => !(field in value));
  return Object.keys(value).flatMap((key) => {
    if (fields.includes(key)) return [];
    const meant = didYouMean(key, missing).trim();
    return [`there is no field ${key}${meant === '' ? '' : ` (${meant})`}`];
  });
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
}
