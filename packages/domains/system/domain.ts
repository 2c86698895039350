import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'system',
  purpose: 'Tenants, people, roles and permissions, brands and stores, document numbers.',
  owner: 'platform team',
});
