import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'omnichannel',
  purpose: 'Conversations with people on the networks: contacts, messages, attachments and reactions.',
  owner: 'omnichannel team',
});
