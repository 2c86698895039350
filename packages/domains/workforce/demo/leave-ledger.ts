import { officeHour } from '@erp/demo-world/office-hours';
import { timeOffOf, VACATION } from '@erp/demo-world/time-off';
import { type Worker, workerOf } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { DAY } from '@erp/kit/moment';

/** An entry of the ledger of vacation days. */
export interface Entry {
  readonly worker: Worker;
  readonly kind: 'grant' | 'consumption' | 'reversal' | 'adjustment' | 'expiry';
  readonly days: number;
  readonly on: number;
  readonly request: number | undefined;
  readonly reason: string;
  readonly at: number;
}

/** The entries of a worker. */
export function entriesOf(tenant: DemoTenant, number: number): readonly Entry[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  const byHand = (kind: Entry['kind'], days: number, on: number, reason: string): Entry => ({
    worker,
    kind,
    days,
    on,
    request: undefined,
    reason,
    at: officeHour(tenant, on, 9),
  });
  const { since } = tenant;
  return [
    byHand('grant', 20, since, 'Entitlement of the first year.'),
    byHand('grant', 25, since + 240 * DAY, 'Entitlement of the second year.'),
    ...(number === 0 ? [byHand('adjustment', 1, since + 30 * DAY, 'A day that was forgotten.')] : []),
    ...(number % 2 === 1 ? [byHand('expiry', -3, since + 330 * DAY, 'Not taken in time.')] : []),
    ...timeOffOf(tenant, number)
      .filter(({ kind, status }) => kind === VACATION && (status === 'approved' || status === 'cancelled'))
      .flatMap(({ index, days, first, decidedAt = 0, cancelledAt }): Entry[] => {
        const taken: Entry = {
          worker,
          kind: 'consumption',
          days: -days,
          on: first,
          request: index,
          reason: '',
          at: decidedAt,
        };
        if (cancelledAt === undefined) return [taken];
        return [taken, { ...taken, kind: 'reversal', days, at: cancelledAt }];
      }),
  ];
}
