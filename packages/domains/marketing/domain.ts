import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'marketing',
  purpose: 'Campaigns, brands and their assets, tracked links, and promotions that orders redeem.',
  owner: 'marketing team',
});
