import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'fulfilment',
  purpose: 'What is bought of vendors and arrives, and what leaves for customers and comes back.',
  owner: 'fulfilment team',
});
