import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';
import { campaignFactories, finishCampaigns } from './campaigns.ts';

/** In the order in which they are loaded. */
export const factories = [...campaignFactories];

/** Figures that grow with the scale, and what crm and products should know. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await finishCampaigns(trx, tenants);
}
