import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'orders',
  purpose: 'What customers order, what they pay for it, and what happens to it afterwards.',
  owner: 'orders team',
});
