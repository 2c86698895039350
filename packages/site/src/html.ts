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

/** A part of a page, by the heading that has its place. */
export interface Section {
  readonly id: string;
  readonly title: Html;
}

/** The parts of a page: its headings of the second rank that have an id. */
export function sectionsOf({ text }: Html): Section[] {
  return [...text.matchAll(/<h2 id="([^"]*)">(.*?)<\/h2>/gs)].map(([, id = '', title = '']) => ({
    id,
    title: new Html(title.replaceAll(/<[^>]*>/g, '')),
  }));
}

/** The same with something more in front of its parts. */
export function beforeSections({ text }: Html, more: Html): Html {
  const at = text.indexOf('<h2 id=');
  return at === -1 ? new Html(text) : new Html(text.slice(0, at) + more.text + text.slice(at));
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
