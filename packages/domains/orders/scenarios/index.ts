import type { Scenario } from '@erp/kit/scenario';
import { blackFriday } from './black-friday.ts';
import { refundWave } from './refund-wave.ts';
import { stockout } from './stockout.ts';

/** The situations that orders can tell. */
export const scenarios: readonly Scenario[] = [blackFriday, stockout, refundWave];
