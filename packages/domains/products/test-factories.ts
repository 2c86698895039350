import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { categories as demoCategories } from './factories/categories.ts';
import { materials as demoMaterials } from './factories/materials.ts';
import { productImages } from './factories/product-images.ts';
import { productReviews } from './factories/product-reviews.ts';
import { productVariants } from './factories/product-variants.ts';
import { products as demoProducts } from './factories/products.ts';
import { warehouses as demoWarehouses } from './factories/warehouses.ts';

/** Drafts of the catalog. */
export const products = testFactory(demoProducts, {
  columns: ['sku', 'name'],
  defaults: { currency_code: 'EUR' },
  traits: { set: { product_type: 'set' }, published: { status: 'publish' } },
  children: {
    variants: { of: (): RowMaker => variants, by: 'parent_product_id' },
    images: { of: (): RowMaker => images, by: 'product_id' },
    reviews: { of: (): RowMaker => reviews, by: 'product_id' },
  },
  milestones: {
    stocked: async (trx, product) => {
      const warehouse = await warehouses.create(trx);
      await call(trx, 'receive_stock', product.id, 10, `first ${product.id}`, warehouse.id);
    },
  },
});

/** The forms of a product. */
export const variants = testFactory(productVariants, {
  columns: ['variant_sku', 'options'],
  parents: { parent_product_id: () => products },
});

/** Pictures of a product, none of which stands for it yet. */
export const images = testFactory(productImages, {
  columns: ['image_url'],
  parents: { product_id: () => products },
  traits: { primary: { is_primary: true } },
});

/** Reviews that nobody has looked at yet. */
export const reviews = testFactory(productReviews, {
  columns: ['rating', 'comment'],
  parents: { product_id: () => products },
  milestones: { approved: (trx, review) => call(trx, 'moderate_review', review.id, 'approved') },
});

/** Roots of the tree, unless `parent_id` hangs one below another. */
export const categories = testFactory(demoCategories, { columns: ['name'] });

/** Where stock lies. */
export const warehouses = testFactory(demoWarehouses, {
  columns: ['code', 'name'],
  defaults: { currency_code: 'EUR' },
});

/** What products are made of. */
export const materials = testFactory(demoMaterials, {
  columns: ['sku', 'name', 'category', 'unit'],
  defaults: { currency_code: 'EUR' },
  traits: { byWeight: { unit: 'g' } },
});
