import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'channels',
  purpose: 'The networks on which a tenant meets its customers, and its pages and accounts there.',
  owner: 'channels team',
});
