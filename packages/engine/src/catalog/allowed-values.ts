/**
 * The values that checks allow in a text column, in the order in which the first of them lists them.
 *
 * @param checks as `pg_get_constraintdef` writes them, each of this column alone.
 * @returns undefined when no check is a list of plain words, so that the column takes any text.
 */
export function allowedValues(column: string, checks: readonly string[]): string[] | undefined {
  const lists = checks.map((check) => listOf(column, check)).filter((list) => list !== undefined);
  if (lists.length === 0) return undefined;
  return lists.reduce((kept, list) => kept.filter((value) => list.includes(value)));
}

/** `CHECK ((status = ANY (ARRAY['a'::text, 'b'::text])))` → a, b; undefined for a check of any other form. */
function listOf(column: string, check: string): string[] | undefined {
  const values: string[] = [];
  const form = check
    .replace(LITERAL, (_all, value: string) => {
      values.push(value);
      return '?';
    })
    .replace(CASTS, '')
    .replace(/[()"]/g, '');
  const test = new RegExp(
    `^CHECK (${column} IS NULL OR )?${column} = (ANY ARRAY\\[\\?(, \\?)*\\]|\\?)( OR ${column} IS NULL)?$`,
  );
  return test.test(form) && values.every((value) => WORD.test(value)) ? values : undefined;
}

const LITERAL = /'((?:[^']|'')*)'/g;
const CASTS = /::(text|character varying)(\[\])?/g;
/** What stands in a type as it is, without being escaped. */
const WORD = /^[^'\\\n]*$/;
