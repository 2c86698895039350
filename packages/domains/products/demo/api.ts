/** What other domains may know of the demo of products. */
export {
  type Article,
  articleCount,
  articleOf,
  assortmentOf,
  priceNow,
  priceOf,
  type Ware,
  wareCount,
  wareOf,
} from './assortment.ts';
export { attributeNumber } from './attributes.ts';
export { categoriesOf, categoryNumber } from './category-tree.ts';
export { reviewCount } from './reviews.ts';
export { countStock } from './stock-figures.ts';
