import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { categories as demoCategories } from './factories/categories.ts';
import { diamonds as demoDiamonds } from './factories/diamonds.ts';
import { materialComponents } from './factories/material-components.ts';
import { materialProducts } from './factories/material-products.ts';
import { materialStocks as demoMaterialStocks } from './factories/material-stock.ts';
import { materialVariants as demoMaterialVariants } from './factories/material-variants.ts';
import { materials as demoMaterials } from './factories/materials.ts';
import { productAttributeValues } from './factories/product-attribute-values.ts';
import { productAttributes } from './factories/product-attributes.ts';
import { productCategories } from './factories/product-categories.ts';
import { productImages } from './factories/product-images.ts';
import { productReviews } from './factories/product-reviews.ts';
import { productSetItems } from './factories/product-set-items.ts';
import { productVariants } from './factories/product-variants.ts';
import { products as demoProducts } from './factories/products.ts';
import { stocks as demoStocks } from './factories/stocks.ts';
import { warehouses as demoWarehouses } from './factories/warehouses.ts';

/** Drafts of the catalog. */
export const products = testFactory(demoProducts, {
  columns: ['sku', 'name'],
  defaults: { currency_code: 'EUR' },
  traits: {
    set: { product_type: 'set' },
    diamond: { product_type: 'diamond' },
    published: { status: 'publish' },
  },
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

/** What a set consists of, a piece of each. */
export const setItems = testFactory(productSetItems, {
  columns: [],
  parents: { set_product_id: () => products.set(), item_product_id: () => products },
});

/** Pictures of a product, none of which stands for it yet. */
export const images = testFactory(productImages, {
  columns: ['image_url'],
  parents: { product_id: () => products },
  traits: { primary: { is_primary: true } },
});

/** Reviews that nobody has looked at yet. */
export const reviews = testFactory(productReviews, {
  columns: ['rating'],
  parents: { product_id: () => products },
  milestones: { approved: (trx, review) => call(trx, 'moderate_review', review.id, 'approved') },
});

/** Roots of the tree, unless `parent_id` hangs one below another. */
export const categories = testFactory(demoCategories, { columns: ['name'] });

/** Which category a product is in. */
export const placements = testFactory(productCategories, {
  columns: [],
  parents: { product_id: () => products, category_id: () => categories },
});

/** What there is to say of products, in words of any kind. */
export const attributes = testFactory(productAttributes, { columns: ['name'] });

/** What is said of a product. */
export const attributeValues = testFactory(productAttributeValues, {
  columns: [],
  defaults: { value: 'Gold' },
  parents: { product_id: () => products, attribute_id: () => attributes },
});

/** Stones of which nothing is known yet. */
export const diamonds = testFactory(demoDiamonds, {
  columns: [],
  parents: { product_id: () => products.diamond() },
});

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

/** The forms of a material. */
export const materialVariants = testFactory(demoMaterialVariants, {
  columns: ['sku', 'name', 'unit'],
  defaults: { currency_code: 'EUR' },
  parents: { material_id: () => materials },
});

/** What a product needs of a material. */
export const billLines = testFactory(materialProducts, {
  columns: [],
  defaults: { quantity: 1 },
  parents: { product_id: () => products, material_id: () => materials },
});

/** What a material needs of another one. */
export const components = testFactory(materialComponents, {
  columns: [],
  defaults: { quantity: 1 },
  parents: { material_id: () => materials, component_material_id: () => materials },
});

/** Where a product lies, without a piece of it: pieces come by the functions. */
export const stocks = testFactory(demoStocks, {
  columns: [],
  defaults: { allow_backorder: false },
  parents: { product_id: () => products, warehouse_id: () => warehouses },
});

/** Where a material lies, without a gram of it. */
export const materialStocks = testFactory(demoMaterialStocks, {
  columns: [],
  defaults: { allow_backorder: false },
  parents: { material_id: () => materials, warehouse_id: () => warehouses },
});
