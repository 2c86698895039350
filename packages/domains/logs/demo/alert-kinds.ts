import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';

/** A kind of alert. */
export interface AlertKind {
  readonly key: string;
  /** Between which hours of the day it comes up; at any where it has none. */
  readonly hours?: readonly [opens: number, closes: number];
  readonly name: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly category: string;
  readonly description: string;
  /** Hours without being raised again after which it is over. */
  readonly endsAfterHours?: number;
  readonly inactive?: true;
  /** What is said when somebody takes it on, and when it is over. */
  readonly takenOn: string;
  readonly done: readonly string[];
}

/** The kinds that a tenant has; the first two are about jobs and deliveries, those up to `STORE_KINDS` about stores. */
export function alertKinds(tenant: DemoTenant): readonly AlertKind[] {
  return KINDS[tenant.trade];
}

/** Place of the kind that is about failed jobs, the same in every trade. */
export const JOB_FAILED = 0;
/** Place of the kind that is about lost deliveries. */
export const DELIVERY_LOST = 1;
/** Place of the first kind that is about stores. */
export const FIRST_STORE_KIND = 2;
/** Place of the last kind that is about stores. */
export const STORE_KINDS = 4;

const COMMON: readonly AlertKind[] = [
  {
    key: 'job_failed',
    name: 'A job failed',
    severity: 'high',
    category: 'automation',
    description: 'A job ended with an error. Look at its entries in logs_system, and run it again.',
    takenOn: 'Looking at the log.',
    done: [
      'Ran it again by hand, went through.',
      'The other side had been down.',
      'Corrected the file, then ran it again.',
    ],
  },
  {
    key: 'delivery_lost',
    name: 'A delivery was given up',
    severity: 'medium',
    category: 'webhooks',
    description: 'The other side did not take a delivery, however often it was tried.',
    takenOn: 'Asked the partner what is wrong.',
    done: ['Sent it once more after their maintenance.', 'Their address had changed; entered the new one.'],
  },
  {
    key: 'till_offline',
    hours: [9, 20],
    name: 'A till is offline',
    severity: 'critical',
    category: 'stores',
    description: 'A till of the store has not been heard of for ten minutes.',
    endsAfterHours: 24,
    takenOn: 'Calling the store.',
    done: ['The plug had been pulled by the cleaners.', 'Restarted the router.'],
  },
  {
    key: 'cash_difference',
    hours: [18, 21],
    name: 'The cash does not add up',
    severity: 'high',
    category: 'stores',
    description: 'What was counted in the evening is not what was taken in.',
    takenOn: 'Counting again with two people.',
    done: [
      'A receipt had been booked twice.',
      'Counted again: nothing is missing.',
      'Wrote off the difference.',
    ],
  },
  {
    key: 'opened_late',
    hours: [8, 9],
    name: 'A store opened late',
    severity: 'low',
    category: 'stores',
    description: 'Nobody had signed in at the till by the time of opening.',
    endsAfterHours: 12,
    takenOn: 'Asked who had the key.',
    done: ['The bus was late.', 'The rota named nobody; corrected.'],
  },
];

const QUIET: AlertKind = {
  key: 'quiet_store',
  name: 'Few people in the store',
  severity: 'low',
  category: 'stores',
  description: 'Fewer receipts than on other days. Switched off: it was raised whenever it rained.',
  inactive: true,
  takenOn: 'Noted.',
  done: ['It was the weather.'],
};

const OF_TRADE: Record<Trade, AlertKind> = {
  jewelry: {
    key: 'showcase_open',
    hours: [9, 20],
    name: 'A showcase is open',
    severity: 'critical',
    category: 'security',
    description: 'A showcase has not been locked for five minutes.',
    takenOn: 'Going there.',
    done: ['Locked; a customer was being served.', 'The contact was loose; replaced.'],
  },
  home_goods: {
    key: 'gate_open',
    hours: [20, 23],
    name: 'The loading gate is open',
    severity: 'high',
    category: 'security',
    description: 'The gate of the store room stands open after closing time.',
    takenOn: 'On my way to the gate.',
    done: ['Late delivery, gate closed.', 'The sensor was dirty.'],
  },
  food: {
    key: 'cold_room_warm',
    name: 'The cold room is too warm',
    severity: 'critical',
    category: 'food_safety',
    description: 'More than 6 °C for a quarter of an hour.',
    takenOn: 'Checking the door and the goods.',
    done: [
      'The door had stood open; goods measured, all fine.',
      'Compressor repaired, goods moved meanwhile.',
    ],
  },
};

const KINDS: Record<Trade, readonly AlertKind[]> = {
  jewelry: [...COMMON, OF_TRADE.jewelry, QUIET],
  home_goods: [...COMMON, OF_TRADE.home_goods, QUIET],
  food: [...COMMON, OF_TRADE.food, QUIET],
};
