import type { TenantSeeds } from '@erp/kit/demo';
import type { AnyFactory } from '@erp/kit/factory';
import { brands } from '../factories/brands.ts';
import { stores } from '../factories/stores.ts';
import { provideTenants, removeTenant } from './tenant-people.ts';
import { profileOf } from './tenant-profiles.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [brands, stores];

/** Who the demo tenants are, and how they come and go. */
export const tenants: TenantSeeds = { profileOf, provide: provideTenants, remove: removeTenant };
