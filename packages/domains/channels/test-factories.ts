import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { brands } from '@erp/system/test-factories';
import { platformPages } from './factories/platform-pages.ts';
import { platforms as demoPlatforms } from './factories/platforms.ts';

/** Networks, each for a brand of its own, since a brand is on a network once. */
export const platforms = testFactory(demoPlatforms, {
  columns: ['name', 'platform_type'],
  defaults: { currency_code: 'EUR' },
  parents: { brand_id: () => brands },
  children: { pages: { of: (): RowMaker => pages, by: 'platform_id' } },
});

/** Pages on a network that nothing is connected to yet. */
export const pages = testFactory(platformPages, {
  columns: ['name'],
  parents: { platform_id: () => platforms },
});
