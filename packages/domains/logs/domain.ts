import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'logs',
  purpose: 'What happened: system, human and webhook logs, the audit of changes, alerts and notes.',
  owner: 'logs team',
});
