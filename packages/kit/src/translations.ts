import type { DemoTenant } from './demo-tenant.ts';

/** Says a text in the language of a tenant, and nothing where there is none. */
export type Say = <Text extends string | null>(
  tenant: Pick<DemoTenant, 'locale'>,
  text: Text,
) => Text extends string ? string : null;

/**
 * What the texts of a demo are in other languages, read from lines that a translator can edit: the English text, and
 * behind it what each language says for it, with ` | ` between them. What has no line, or nothing in a column, stays English;
 * a British tenant spells that its own way.
 *
 * @param languages the columns behind English, as two letters.
 * @param lines one text each; empty lines and those that begin with # do not count.
 * @throws {RangeError} for a line with another number of columns, or a text that stands there twice.
 */
export function translations(languages: readonly string[], lines: string): Say {
  const words = new Map(languages.map((language) => [language, new Map<string, string>()]));
  const seen = new Set<string>();
  for (const line of lines.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [text = '', ...said] = line.split('|').map((part) => part.trim());
    if (said.length !== languages.length)
      throw new RangeError(`"${text}" has ${said.length} translations where there are ${languages.length}.`);
    if (seen.has(text)) throw new RangeError(`"${text}" is translated twice.`);
    seen.add(text);
    for (const [index, language] of languages.entries()) {
      if (said[index] !== '') words.get(language)?.set(text, said[index] as string);
    }
  }
  const said = (locale: string, text: string) =>
    locale === 'en-GB' ? inBritish(text) : (words.get(locale.slice(0, 2))?.get(text) ?? text);
  return (({ locale }, text) => (text === null ? null : said(locale, text))) as Say;
}

/** An American text as a Briton spells it. */
export function inBritish(text: string): string {
  let said = british.get(text);
  if (said === undefined) {
    said = text.replace(AMERICAN, (word) => {
      const spelled = BRITISH[word.toLowerCase()] as string;
      return word === word.toLowerCase() ? spelled : spelled.charAt(0).toUpperCase() + spelled.slice(1);
    });
    if (british.size > 10_000) british.clear();
    british.set(text, said);
  }
  return said;
}

const british = new Map<string, string>();

/** Words that are spelled otherwise in Britain. */
const BRITISH: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'color-colour colors-colours colored-coloured favorite-favourite favorites-favourites neighbor-neighbour ' +
    'neighbors-neighbours catalog-catalogue jewelry-jewellery gray-grey meter-metre meters-metres centimeters-centimetres ' +
    'millimeters-millimetres liter-litre liters-litres canceled-cancelled organize-organise favors-favours flavor-flavour ' +
    'center-centre honor-honour'
  )
    .split(' ')
    .map((pair) => pair.split('-')),
);

const AMERICAN = new RegExp(`\\b(${Object.keys(BRITISH).join('|')})\\b`, 'gi');
