/** A text as SQL writes it, for `knex.raw`, which takes a bare question mark for a binding. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''").replaceAll('?', '\\?')}'`;
}
