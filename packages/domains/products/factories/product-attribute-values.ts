import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { articleCount } from '../demo/assortment.ts';
import { valuesOf } from '../demo/attribute-values.ts';
import { attributeNumber } from '../demo/attributes.ts';
import { say } from '../demo/texts/words.ts';
import { productAttributes } from './product-attributes.ts';
import { products } from './products.ts';
import '../tables.ts';

/** What is said of each product. */
export const productAttributeValues = factory('product_attribute_value', {
  count: articleCount,
  fixed: true,
  story: valuesOf,
  most: 6,
  rows: (values) => values,
  parents: { product_id: () => products, attribute_id: () => productAttributes },
  cells: {
    product_id: ({ article }) => products.id(article.number),
    attribute_id: ({ attribute }) => productAttributes.id(attributeNumber(attribute)),
    value: ({ value }, _draw, tenant) => say(tenant, value),
    is_variant_value: ({ ofVariants }) => ofVariants,
    created_at: ({ article }) => time(article.createdAt),
    updated_at: ({ article }) => time(article.createdAt),
  },
});
