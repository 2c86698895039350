import { testFactory } from '@erp/kit/test-factory';
import { vendors as demoVendors } from './factories/vendors.ts';

/** Of whom is bought. */
export const vendors = testFactory(demoVendors, {
  columns: ['code', 'name'],
  defaults: { currency_code: 'EUR' },
});
