import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Draw } from '@erp/kit/draw';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { products } from '../factories/products.ts';
import { type Article, articleCount, articleOf } from './assortment.ts';
import type { Stone } from './assortments/assortment.ts';
import { jewelry } from './assortments/jewelry.ts';

/** A stone with the product that it is. */
export interface LooseStone<Kind extends Stone = Stone> {
  readonly article: Article;
  readonly stone: Kind;
}

/** The stone of a product; nothing where it is none of this kind. */
export function stonesOf<Kind extends Stone>(kind: Kind['kind']) {
  const isWanted = (stone: Stone | undefined): stone is Kind => stone?.kind === kind;
  return (tenant: DemoTenant, number: number): readonly LooseStone<Kind>[] => {
    const article = articleOf(tenant, number);
    // Behind the last product there is one for whoever wants a row of its own.
    const spare = number < articleCount(tenant) ? undefined : jewelry.stones.find(isWanted);
    const stone = article.stone ?? spare;
    return isWanted(stone) ? [{ article, stone }] : [];
  };
}

/** How wide a stone is, in mm: one carat of a round diamond is 6.5 mm wide, and the weight grows with the cube. */
function acrossOf(stone: Stone): number {
  return 6.5 * Math.cbrt(stone.carat / 1000 / stretchOf(stone));
}

/** How much longer a shape is than wide. */
function stretchOf({ shape }: Stone): number {
  return shape !== null && ROUND.has(shape) ? 1 : 1.4;
}

const ROUND: ReadonlySet<string> = new Set(['round', 'princess', 'cushion', 'asscher', 'heart', 'radiant']);

/** What diamonds and colored stones have in common. */
export const stoneCells = {
  product_id: ({ article }: LooseStone) => products.id(article.number),
  item_id: ({ article }: LooseStone) => `STONE-${String(article.number + 1).padStart(4, '0')}`,
  color: ({ stone }: LooseStone) => stone.color,
  cut_grade: (_stone: LooseStone, draw: Draw) => draw.pick(['ideal', 'excellent', 'very_good'] as const),
  carat: ({ stone }: LooseStone) => (stone.carat / 1000).toFixed(3),
  grading_lab: ({ stone }: LooseStone) => (stone.kind === 'diamond' ? 'GIA' : 'SSEF'),
  certificate_number: ({ article }: LooseStone, draw: Draw) =>
    `${draw.integer(1_000, 9_999)}${String(article.number + 1).padStart(5, '0')}`,
  certificate_url: ({ article }: LooseStone, _draw: Draw, tenant: DemoTenant) =>
    `https://${tenant.slug}.example.com/certificates/${article.sku.toLowerCase()}.pdf`,
  total_price: ({ stone }: LooseStone) => money(stone.price * 100),
  measurement_length: ({ stone }: LooseStone) => (acrossOf(stone) * stretchOf(stone)).toFixed(2),
  measurement_width: ({ stone }: LooseStone) => acrossOf(stone).toFixed(2),
  measurement_height: ({ stone }: LooseStone) => (acrossOf(stone) * 0.61).toFixed(2),
  country: ({ stone }: LooseStone) => stone.country,
  guaranteed_availability: (_stone: LooseStone, draw: Draw) => draw.chance(0.3),
  created_at: ({ article }: LooseStone) => time(article.createdAt),
  updated_at: ({ article }: LooseStone) => time(article.createdAt),
};
