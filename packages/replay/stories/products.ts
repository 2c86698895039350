import { ownerOf } from '../src/empty-tenant.ts';
import { type DomainStories, storiesOf } from '../src/story.ts';

/** What is sold, and what lies where. */
export const products: DomainStories = {
  domain: 'products',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'products', ownerOf(demo));
    tell('categories and warehouses are set up', (story) => {
      for (const category of demo.rows('category')) story.insert('category', category);
      for (const warehouse of demo.rows('warehouse')) story.insert('warehouse', warehouse);
      for (const attribute of demo.rows('product_attribute')) story.insert('product_attribute', attribute);
    });
    for (const product of demo.rows('product')) {
      tell(`${product.name} comes into the catalog`, (story) => {
        story.insert('product', product, { begins: { promotion_id: null } });
        for (const variant of demo.of('product_variant', 'parent_product_id', product.id)) story.insert('product_variant', variant);
      });
    }
    return told;
  },
};
