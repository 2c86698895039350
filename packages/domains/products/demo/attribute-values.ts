import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { day } from '@erp/kit/moment';
import { type Article, articleOf, isMade } from './assortment.ts';

export interface Value {
  readonly article: Article;
  readonly attribute: string;
  readonly value: string;
  readonly ofVariants: boolean;
}

const CARE = ['Wipe with a dry cloth.', 'Keep dry and cool.', 'By hand, lukewarm.', 'Keep from direct sun.'];

const saidOf = keyed('product_attribute_value.said', (draw) => ({
  weight: `${draw.integer(3, 900)}${draw.chance(0.3) ? '.5' : ''}`,
  bought: draw.pick(['Regional', 'Europe', 'Overseas']),
  care: draw.chance(0.4) ? draw.pick(CARE) : undefined,
}));

/** What the catalog says of a product; the attribute in which its variants differ comes last. */
export function valuesOf(tenant: DemoTenant, number: number): readonly Value[] {
  const article = articleOf(tenant, number);
  const { weight, bought, care } = saidOf(tenant, number);
  const made = isMade(article) || article.type === 'custom';
  const said: [string, string | undefined][] = [
    ['Weight', weight],
    ['Handmade', String(made)],
    ['Origin', made ? 'Own workshop' : bought],
    ['Introduced', article.publishedAt === undefined ? undefined : day(article.publishedAt)],
    ['Care', care],
  ];
  const { axis } = article.line ?? {};
  if (axis !== undefined) said.push([axis.name, axis.values[0]]);
  return said.flatMap(([attribute, value]) =>
    value === undefined ? [] : [{ article, attribute, value, ofVariants: attribute === axis?.name }],
  );
}
