import { defineDomain } from '@erp/kit/domain';
import { links } from './links.ts';

export default defineDomain({
  name: 'crm',
  purpose: 'People, how to reach them, leads, customers, opportunities and win-back batches.',
  owner: 'crm team',
  links,
});
