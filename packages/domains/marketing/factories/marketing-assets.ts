import { dutyFrom, managerFrom } from '@erp/demo-world/roster';
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
const choice = keyed('mkt_marketing_assets.maker', (draw) => draw.unit());
const hasSize = ({ type }: Asset) => type === 'image' || type === 'video';

/** Nine assets of all types; the last one was taken away. */
export const marketingAssets = factory('mkt_marketing_assets', {
  count: () => ASSETS.length,
  fixed: true,
  story: (tenant, number) => {
    const asset = ASSETS[number % ASSETS.length] as Asset;
    const made = dutyFrom(tenant, momentOf(tenant, number / 20), choice(tenant, number));
    // Taking away is the manager's right.
    const gone = asset.name === 'Old banner' ? managerFrom(tenant, momentOf(tenant, 0.5) + DAY) : undefined;
    return { number, asset, made, gone };
  },
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
    deleted_at: ({ gone }) => (gone === undefined ? null : time(gone.at)),
    created_by: ({ made }) => made.by,
    updated_by: ({ made, gone }) => (gone ?? made).by,
    created_at: ({ made }) => time(made.at),
    updated_at: ({ made, gone }) => time((gone ?? made).at),
  },
});
