import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { campaignFactories, finishCampaigns } from './campaigns.ts';
import { finishPromotions, promotionFactories } from './promotions.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [...campaignFactories, ...promotionFactories];

/** Figures that grow with the scale, and what crm and products should know. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await finishCampaigns(trx, tenants);
  await finishPromotions(trx, tenants);
}
