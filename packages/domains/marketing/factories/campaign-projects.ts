import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { projects } from '@erp/tasks/factories/projects';
import { campaignOf, plannedAt } from '../demo/campaign-plans.ts';
import { campaigns } from './campaigns.ts';
import '../tables.ts';

/** The project in which it is worked for, and for some another one that helps. */
export const campaignProjects = factory('mkt_campaign_projects', {
  count: () => 5,
  fixed: true,
  identity: false,
  story: campaignOf,
  most: 2,
  rows: (campaign, tenant) =>
    [
      { campaign, project: campaign.number, role: 'main' as const },
      ...(campaign.number % 2 === 0 ? [{ campaign, project: 5, role: 'support' as const }] : []),
    ].map((support) => ({
      ...support,
      since: Math.max(plannedAt(campaign), projects.story(tenant, support.project).createdAt),
    })),
  parents: { campaign_id: () => campaigns, project_id: () => projects },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    project_id: ({ project }) => projects.id(project),
    role: ({ role }) => role,
    created_at: ({ since }) => time(since),
    updated_at: ({ since }) => time(since),
  },
});
