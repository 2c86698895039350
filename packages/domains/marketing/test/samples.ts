import type { SampleValues } from '@erp/testing/sample-rows';
import { promotionSamples } from './promotion-samples.ts';

/** Values of this domain that no sample row can guess, by table and column. */
export const samples: SampleValues = {
  mkt_brand_colors: { hex: '#a0522d' },
  mkt_brand_typography: { size: '16px', line_height: '1.5', weight: 400 },
  mkt_campaign_activities_history: { old_date: '2026-01-15', new_date: '2026-01-16' },
  mkt_utm_links: { url: 'https://example.com/ring', short_url: 'https://example.com/s' },
  ...promotionSamples,
};
