/** Text that is HTML already. Only the tag `html` makes it, so nothing from a database gets there unescaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: texts and numbers are escaped, pieces and lists of them are taken in, nothing is nothing. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** Writes HTML. Values stand between tags or inside quoted attributes, nowhere else. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = parts[0] ?? '';
  for (const [place, value] of values.entries()) text += written(value) + (parts[place + 1] ?? '');
  return new Html(text);
}

function written(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return String(value).replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
