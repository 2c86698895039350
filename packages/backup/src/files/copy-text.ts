import { copyText } from '@erp/kit/copy-text';

/** Fields of a line of COPY's text format, as it stands there without its end; null for what is NULL. */
export function fieldsOf(line: string): (string | null)[] {
  return line
    .split('\t')
    .map((field) => (field === '\\N' ? null : field.includes('\\') ? unescaped(field) : field));
}

/** A line of COPY's text format, without its end. */
export function lineOf(fields: readonly (string | null)[]): string {
  return fields.map(copyText).join('\t');
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(field: string): string {
  return field.replace(/\\(.)/gs, (_, char: string) => ESCAPED[char] ?? char);
}

const [LINE_END, FIELD_END] = [10, 9];

/**
 * Of whole lines of COPY's text format those in which a field is a value.
 *
 * @param place of the field, counted from 0.
 * @param value as COPY writes it.
 */
export function linesWith(block: Buffer, place: number, value: string): Buffer {
  const wanted = Buffer.from(value);
  const kept: Buffer[] = [];
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf(LINE_END, start) + 1 || block.length;
    let from = start;
    for (let field = 0; field < place; field += 1) from = block.indexOf(FIELD_END, from) + 1;
    const after = block[from + wanted.length];
    if (
      (after === FIELD_END || after === LINE_END) &&
      block.compare(wanted, 0, wanted.length, from, from + wanted.length) === 0
    )
      kept.push(block.subarray(start, end));
    start = end;
  }
  return Buffer.concat(kept);
}
