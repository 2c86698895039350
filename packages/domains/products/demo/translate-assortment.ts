import type { Assortment, Material, ProductLine } from './assortments/assortment.ts';

/**
 * The same goods in other words: what people read of them. Codes, keys, colors and sizes stay as they are.
 *
 * @param words by what they stand for; what has none keeps its name.
 */
export function translateAssortment(
  assortment: Assortment,
  words: Readonly<Record<string, string>>,
): Assortment {
  const say = (text: string) => words[text] ?? text;
  const line = (each: ProductLine): ProductLine => ({
    ...each,
    category: say(each.category),
    names: each.names.map(say),
    ...(each.priced && {
      priced: Object.fromEntries(Object.entries(each.priced).map(([name, range]) => [say(name), range])),
    }),
  });
  const material = (each: Material): Material => ({
    ...each,
    name: say(each.name),
    category: say(each.category),
  });
  return {
    ...assortment,
    categories: assortment.categories.map(([name, below]) => [say(name), below.map(say)] as const),
    lines: assortment.lines.map(line),
    drafts: assortment.drafts.map(say),
    keptOut: assortment.keptOut.map(say),
    givenUp: assortment.givenUp.map(say),
    materials: assortment.materials.map(material),
    tags: assortment.tags.map(say),
    choices: Object.fromEntries(
      Object.entries(assortment.choices).map(([field, { value, unit }]) => [
        field,
        { value: say(value), unit },
      ]),
    ),
    description: say(assortment.description),
  };
}
