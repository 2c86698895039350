import { absencesOf } from '@erp/demo-world/time-off';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, HOUR, time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { DEPARTMENTS } from '../demo/departments.ts';
import { REVISIONS, revision } from '../demo/schedule-revisions.ts';
import type { Shift } from '../demo/shifts.ts';
import { planner } from '../demo/workers.ts';
import { departments } from './departments.ts';
import { scheduleRevisions } from './schedule-revisions.ts';
import { schedules } from './schedules.ts';
import '../tables.ts';

/** The shifts that a revision is about. */
export const scheduleRevisionDetails = factory('schedule_revision_detail', {
  count: () => REVISIONS,
  fixed: true,
  story: revision,
  most: 2,
  rows: (whole, tenant) =>
    whole.shifts.map((shift) => ({
      whole,
      shift,
      id: schedules.id(shift.worker.number, absencesOf(tenant, shift.worker.number).length + shift.index),
    })),
  parents: { revision_id: () => scheduleRevisions, schedule_id: () => schedules },
  alone: { department_id: null },
  cells: {
    revision_id: ({ whole }) => scheduleRevisions.id(whole.number),
    action: 'update',
    schedule_id: ({ id }) => id,
    staff_id: ({ shift }) => shift.worker.userId,
    department_id: ({ shift }) => departments.id(shift.worker.number % DEPARTMENTS),
    start_time: ({ shift }) => time(shift.start),
    end_time: ({ shift }) => time(shift.end),
    timezone: (_detail, _draw, tenant) => tenant.timezone,
    shift_name: ({ shift }) => shift.name,
    reason: '',
    is_confirmed: true,
    is_leader_shift: ({ shift }) => shift.worker.number === 0,
    previous: ({ whole, shift }, _draw, tenant) =>
      whole.appliedAt === undefined ? {} : asPlanned(shift, tenant),
    applied_at: ({ whole }) => (whole.appliedAt === undefined ? null : time(whole.appliedAt)),
    created_at: ({ whole }) => time(whole.preparedAt),
    updated_at: ({ whole }) => time(whole.appliedAt ?? whole.preparedAt),
  },
});

/** The whole row as the revision found it: an hour earlier, planned and confirmed, and nothing more yet. */
function asPlanned(shift: Shift, tenant: DemoTenant): Record<string, string | number | boolean | null> {
  const iso = (moment: number) => new Date(moment).toISOString().replace('.000Z', '+00:00');
  return {
    staff_id: shift.worker.userId,
    department_id: departments.id(shift.worker.number % DEPARTMENTS),
    store_id: stores.id(shift.worker.number % 3),
    start_time: iso(shift.start - HOUR),
    end_time: iso(shift.end - HOUR),
    timezone: tenant.timezone,
    work_date: day(shift.day),
    total_minutes: 480,
    shift_name: shift.name,
    leave_type_id: null,
    reason: '',
    status: 'confirmed',
    is_confirmed: true,
    is_leader_shift: shift.worker.number === 0,
    shift_report_id: null,
    authorized_at: null,
    authorized_by: null,
    is_authorized: false,
    updated_by: planner(tenant),
    updated_at: iso(shift.plannedAt),
  };
}
