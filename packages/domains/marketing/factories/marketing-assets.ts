import { anyStaff, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, momentOf, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import { assetFolders } from './asset-folders.ts';
import '../tables.ts';

const ASSETS = [
  { name: 'Window in spring', type: 'image', category: 'banner', format: 'jpg', folder: 0 },
  { name: 'Bestsellers on white', type: 'image', category: 'lookbook', format: 'png', folder: 1 },
  { name: 'Details', type: 'image', category: 'lookbook', format: 'png', folder: 1 },
  { name: 'The team', type: 'image', category: 'portrait', format: 'jpg', folder: 2 },
  { name: 'A day with us', type: 'video', category: 'reel', format: 'mp4', folder: 2 },
  { name: 'Leaflet', type: 'document', category: 'flyer', format: 'pdf', folder: 3 },
  { name: 'Price list', type: 'template', category: 'price_list', format: 'docx', folder: 3 },
  { name: 'Icons', type: 'graphic', category: 'icon', format: 'svg', folder: undefined },
  { name: 'Old banner', type: 'image', category: 'banner', format: 'gif', folder: undefined },
] as const;

type Asset = (typeof ASSETS)[number];
const maker = keyed('mkt_marketing_assets.maker', (draw, tenant) => anyStaff(tenant, draw));
const hasSize = ({ type }: Asset) => type === 'image' || type === 'video';

/** Nine assets of all types; the last one was taken away. */
export const marketingAssets = factory('mkt_marketing_assets', {
  count: () => ASSETS.length,
  fixed: true,
  story: (_tenant, number) => ({ number, asset: ASSETS[number % ASSETS.length] as Asset }),
  alone: { folder_id: null, created_by: null, updated_by: null },
  cells: {
    name: ({ asset }, _draw, tenant) => say(tenant, asset.name),
    type: ({ asset }) => asset.type,
    category: ({ asset }) => asset.category,
    size_bytes: (_asset, draw) => draw.integer(20_000, 9_000_000),
    format: ({ asset }) => asset.format,
    width_px: ({ asset }) => (hasSize(asset) ? 1_920 : null),
    height_px: ({ asset }) => (hasSize(asset) ? 1_080 : null),
    url: ({ number, asset }, _draw, tenant) =>
      `https://${tenant.slug}.example.com/assets/${number + 1}.${asset.format}`,
    thumbnail_url: null,
    folder_id: ({ asset }) => (asset.folder === undefined ? null : assetFolders.id(asset.folder)),
    ai_score: (_asset, draw) => draw.integer(30, 95),
    tags: ({ asset }) => [asset.category],
    deleted_at: ({ asset }, _draw, tenant) =>
      asset.name === 'Old banner' ? time(momentOf(tenant, 0.5) + DAY) : null,
    created_by: (_asset, _draw, tenant, id) => maker(tenant, id),
    // Taking away is the manager's right.
    updated_by: ({ asset }, _draw, tenant, id) =>
      asset.name === 'Old banner' ? staffWithRole(tenant, 'manager') : maker(tenant, id),
    created_at: ({ number }, _draw, tenant) => time(momentOf(tenant, number / 20)),
    updated_at: ({ number, asset }, _draw, tenant) =>
      time(asset.name === 'Old banner' ? momentOf(tenant, 0.5) + DAY : momentOf(tenant, number / 20)),
  },
});
