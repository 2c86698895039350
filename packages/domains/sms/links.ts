import { link } from '@erp/kit/link';

/** Foreign keys of sms into domains that it can do without. */
export const links = [
  link({
    from: 'sms_service_accounts.linked_campaign_id',
    to: 'mkt_campaigns.id',
    domain: 'marketing',
    onDelete: 'SET NULL',
    because: 'A text message makes sense without a campaign, so sms can be installed without marketing.',
  }),
  link({
    from: 'sms_service_accounts.linked_project_id',
    to: 'project.id',
    domain: 'tasks',
    onDelete: 'SET NULL',
    because: 'A text message makes sense without a project, so sms can be installed without tasks.',
  }),
];
