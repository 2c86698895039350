const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Whether a text can name a domain: lower case letters and digits, words joined by hyphens. */
export function isDomainName(name: unknown): boolean {
  return typeof name === 'string' && NAME.test(name) && name.length <= 40;
}
