import type { Scenario } from '@erp/kit/scenario';
import { newTenant } from './new-tenant.ts';

/** The situations that the system can tell. */
export const scenarios: readonly Scenario[] = [newTenant];
