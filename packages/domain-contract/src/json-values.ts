/** A key of a JSON object and its type, as `app.require_record` of system writes them. */
export interface Column {
  readonly key: string;
  /** For example `bigint`, `numeric(14,2)`, `object[]`. */
  readonly type: string;
  readonly isRequired: boolean;
}

/** Shapes that JSON can have, for functions that take any. */
export const WRONG_SHAPES: readonly unknown[] = [null, 5, 1e40, 'x', true, {}, [], [5], ['x'], [null], [{}]];

/**
 * The columns that a hint lists.
 *
 * @returns undefined for another hint.
 */
export function readColumns(hint: string): readonly Column[] | undefined {
  const list = /^(?:With any of|Of objects with|Known are) (.+?)(?:; \{\} for none)?\.$/.exec(hint)?.[1];
  return list
    ?.split(', ')
    .filter((words) => words !== '*')
    .map((words) => {
      const [key = '', type = ''] = words.split(' ');
      return { key, type, isRequired: words.endsWith('NOT NULL') };
    });
}

/** Values that no column of the type takes. */
export function wrongValues({ type, isRequired }: Column): readonly unknown[] {
  return [...wrongOf(type), ...(isRequired ? [null] : [])];
}

function wrongOf(type: string): readonly unknown[] {
  if (type.endsWith('[]')) {
    const items = wrongOf(type.slice(0, -2)).filter((item) => !Array.isArray(item));
    return ['x', 5, {}, [null], ...items.map((item) => [item])];
  }
  const kind = type.replace(/\(.*$/, '');
  const known = WRONG[kind];
  if (known === undefined) throw new Error(`The contract knows no wrong values of type ${type}.`);
  return known;
}

const NO_MOMENT = ['soon', '2026-02-30', 'infinity', 5, true, {}, []];
const NO_WHOLE_NUMBER = ['x', '', '1.5', 1.5, 1e30, true, {}, []];
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  bigint: NO_WHOLE_NUMBER,
  integer: [...NO_WHOLE_NUMBER, 2 ** 31],
  numeric: ['x', '', 'NaN', 'Infinity', 1e30, true, {}, []],
  boolean: ['maybe', '', 5, {}, []],
  text: [true, {}, []],
  char: ['much too long', 5, true, {}, []],
  date: NO_MOMENT,
  timestamptz: NO_MOMENT,
  time: ['25:00', 'noon', 5, true, {}, []],
  inet: ['x', '', 5, true, {}, []],
  object: ['x', 5, true, []],
  jsonb: [],
};
