import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { affiliates as demoAffiliates } from './factories/affiliates.ts';
import { assetFolders } from './factories/asset-folders.ts';
import { campaignActivities } from './factories/campaign-activities.ts';
import { campaigns as demoCampaigns } from './factories/campaigns.ts';
import { utmLinks } from './factories/utm-links.ts';

/** Drafts of a campaign, from March 2026 on. */
export const campaigns = testFactory(demoCampaigns, {
  columns: ['name', 'type'],
  defaults: { currency_code: 'EUR', start_date: '2026-03-01' },
  children: {
    activities: { of: (): RowMaker => activities, by: 'campaign_id' },
    links: { of: (): RowMaker => links, by: 'campaign_id' },
  },
  milestones: {
    planned: (trx, campaign) => call(trx, 'transition_campaign', campaign.id, 'planning'),
    launched: (trx, campaign) => call(trx, 'transition_campaign', campaign.id, 'launching'),
  },
});

/** What a campaign does, in March 2026. */
export const activities = testFactory(campaignActivities, {
  columns: ['title', 'type'],
  defaults: { activity_date: '2026-03-02' },
  parents: { campaign_id: () => campaigns },
});

/** Tagged addresses, of no campaign of ours unless `campaign_id` says so. */
export const links = testFactory(utmLinks, {
  columns: ['name', 'url', 'short_url', 'source', 'medium', 'campaign'],
});

/** Partners who send buyers. */
export const affiliates = testFactory(demoAffiliates, { columns: ['code', 'name', 'type', 'email'] });

/** Folders at the top, unless `parent_folder_id` says where. */
export const folders = testFactory(assetFolders, { columns: ['name'] });
