import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';
import { promotionCampaigns } from '../factories/promotion-campaigns.ts';
import { finishPromotions, promotionFactories } from './promotions.ts';

/** In the order in which they are loaded; those of campaigns are still to come. */
export const factories = promotionFactories.filter((factory) => factory !== promotionCampaigns);

/** Counts what no factory can know. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  await finishPromotions(trx, tenants);
}
