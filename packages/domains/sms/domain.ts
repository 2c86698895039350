import { defineDomain } from '@erp/kit/domain';
import { links } from './links.ts';

export default defineDomain({
  name: 'sms',
  purpose:
    'Text messages: accounts and numbers to send from, contacts and their consent, outbox and conversations.',
  owner: 'sms team',
  links,
});
