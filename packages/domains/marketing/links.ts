import { link } from '@erp/kit/link';

/** Foreign keys of marketing into domains that it can do without. */
export const links = [
  link({
    from: 'mkt_campaign_projects.project_id',
    to: 'project.id',
    domain: 'tasks',
    onDelete: 'CASCADE',
    because: 'A campaign makes sense without projects, so marketing can be installed without tasks.',
  }),
];
