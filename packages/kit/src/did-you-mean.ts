import { closestMatch } from 'leven';

/**
 * The name that somebody probably meant who wrote another one: it differs in one letter of three at most, and in three
 * letters at most.
 *
 * @returns undefined when none of the names is that near, or the very name is among them.
 */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const most = Math.min(3, Math.floor(name.length / 3));
  const found = closestMatch(name, [...names], { maxDistance: most });
  return found === name ? undefined : found;
}

/**
 * What to put in front of a hint about a name that is not there.
 *
 * @param quote put on both sides of the proposed name.
 * @returns `Did you mean orders? `, or nothing when no name is near.
 */
export function didYouMean(name: string, names: Iterable<string>, quote = ''): string {
  const near = nearestName(name, names);
  return near === undefined ? '' : `Did you mean ${quote}${near}${quote}? `;
}
