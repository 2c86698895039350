import { defineDomain } from '@erp/kit/domain';
import { links } from './links.ts';

export default defineDomain({
  name: 'products',
  purpose:
    'What is sold and what lies in stock: catalog, reviews, warehouses, materials and bills of materials.',
  owner: 'products team',
  links,
});
