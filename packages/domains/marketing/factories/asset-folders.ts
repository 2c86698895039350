import { anyStaff } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

const FOLDERS = [
  { name: 'Pictures', parent: undefined },
  { name: 'Products', parent: 0 },
  { name: 'People', parent: 0 },
  { name: 'Print', parent: undefined },
] as const;

const maker = keyed('mkt_asset_folders.maker', (draw, tenant) => anyStaff(tenant, draw));

/** Four folders, two of which lie in another one. */
export const assetFolders = factory('mkt_asset_folders', {
  count: () => FOLDERS.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    folder: FOLDERS[number % FOLDERS.length] as (typeof FOLDERS)[number],
  }),
  alone: { parent_folder_id: null, created_by: null, updated_by: null },
  cells: {
    name: ({ number, folder }, _draw, tenant) =>
      say(tenant, number < FOLDERS.length ? folder.name : `${folder.name} ${number + 1}`),
    description: null,
    parent_folder_id: ({ folder }) => (folder.parent === undefined ? null : folder.parent + 1),
    color: ({ folder }) => (folder.parent === undefined ? '#a0522d' : '#c8b89a'),
    ai_optimized: ({ folder }) => folder.name === 'Products',
    tags: () => ['demo'],
    created_by: (_folder, _draw, tenant, id) => maker(tenant, id),
    updated_by: (_folder, _draw, tenant, id) => maker(tenant, id),
    created_at: (_folder, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_folder, _draw, tenant) => time(beforeStory(tenant)),
  },
});
