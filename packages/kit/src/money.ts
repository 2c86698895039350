/**
 * An amount as text for a numeric column. Generators count in whole cents, because sums of them are exact.
 *
 * @param cents a whole number, negative ones included.
 */
export function money(cents: number): string {
  const size = Math.abs(cents);
  const rest = size % 100;
  return `${cents < 0 ? '-' : ''}${(size - rest) / 100}.${rest < 10 ? '0' : ''}${rest}`;
}

/** A share of an amount in whole cents, rounded half away from zero as PostgreSQL rounds numeric. */
export function percentOf(cents: number, percent: number): number {
  // Percentages have two decimals at most, so this is arithmetic in whole numbers.
  return Math.floor((cents * Math.round(percent * 100) + 5_000) / 10_000);
}
