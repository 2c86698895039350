import { type Worker, workerOf } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { DEPARTMENTS } from '../demo/departments.ts';
import { openReport, type Report, SHIFTS, shiftsOf } from '../demo/shifts.ts';
import { say } from '../demo/texts/words.ts';
import { planner, workerCount } from '../demo/workers.ts';
import { departments } from './departments.ts';
import '../tables.ts';

interface Reported {
  readonly worker: Worker;
  readonly day: number;
  readonly report: Report;
}

/** Room for reports: of each shift, and the one that is open. */
const REPORTS = SHIFTS + 1;

function reportsOf(tenant: DemoTenant, number: number): readonly Reported[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  const reports = shiftsOf(tenant, number).flatMap(({ day: on, report }) =>
    report === undefined ? [] : [{ worker, day: on, report }],
  );
  const open = openReport(tenant, number);
  return open === undefined ? reports : [...reports, { worker, ...open }];
}

/** What a day was like. */
const DAYS = [
  'A quiet day.',
  'Busy until noon.',
  'Many questions, good talks.',
  'Rain all day, few people.',
  'A school class came by.',
  'Regulars all morning.',
];

/** What is told besides. */
const BESIDES = [
  'Shelves filled up.',
  'The window was cleaned.',
  'Some asked for gift cards.',
  'Deliveries are put away.',
  'Price tags were checked.',
  'The new ones were a great help.',
  'Nothing else to tell.',
  'More bags are needed.',
];

/** What those who come next should know. */
const HANDOVERS = [
  'A parcel waits for collection.',
  'Call the carrier.',
  'The printer needs paper.',
  'Somebody comes by at nine.',
  'The key is with the office.',
  'Water the plants, please.',
  'The back door sticks.',
  'A note lies at the till.',
];

/** Reports of every second shift or so. */
export const shiftReports = factory('shift_report', {
  count: workerCount,
  fixed: true,
  story: reportsOf,
  most: REPORTS,
  rows: (reports) => reports,
  alone: { store_id: null, department_id: null, reviewed_by: null },
  cells: {
    staff_id: ({ worker }: Reported) => worker.userId,
    store_id: ({ worker }) => stores.id(worker.number % 3),
    department_id: ({ worker }) => departments.id(worker.number % DEPARTMENTS),
    report_date: ({ day: on }) => day(on),
    started_at: ({ report }) => time(report.startedAt),
    ended_at: ({ report }) => (report.endedAt === undefined ? null : time(report.endedAt)),
    status: ({ report }) => report.status,
    summary: (_report, draw, tenant) => {
      const day = say(tenant, draw.pick(DAYS));
      return draw.chance(0.75) ? `${day} ${say(tenant, draw.pick(BESIDES))}` : day;
    },
    handover_notes: (_report, draw, tenant) => {
      const nothing = draw.pick([true, false, false]);
      return say(tenant, nothing ? null : draw.pick(HANDOVERS));
    },
    issues: ({ report }, _draw, tenant) =>
      say(tenant, report.status === 'rejected' ? 'The till was five short.' : null),
    // What a shift sold stands in the orders: demo/report-figures.ts tells it when they are there.
    orders_count: 0,
    sales_amount: 0,
    currency_code: (_report, _draw, tenant) => tenant.currency,
    submitted_at: ({ report }) => (report.endedAt === undefined ? null : time(report.endedAt)),
    reviewed_by: ({ report }, _draw, tenant) => (report.reviewedAt === undefined ? null : planner(tenant)),
    reviewed_at: ({ report }) => (report.reviewedAt === undefined ? null : time(report.reviewedAt)),
    review_comment: ({ report }, _draw, tenant) =>
      say(tenant, report.status === 'rejected' ? 'Please count again.' : null),
    created_at: ({ report }) => time(report.startedAt),
    updated_at: ({ report }) => time(report.reviewedAt ?? report.endedAt ?? report.startedAt),
  },
});
