import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { DEPARTMENTS } from '../demo/departments.ts';
import { REVISIONS, revision } from '../demo/schedule-revisions.ts';
import { absencesOf } from '../demo/time-off.ts';
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
    previous: ({ whole, shift }) =>
      whole.appliedAt === undefined
        ? {}
        : { start_time: time(shift.start - HOUR), end_time: time(shift.end - HOUR), status: 'confirmed' },
    applied_at: ({ whole }) => (whole.appliedAt === undefined ? null : time(whole.appliedAt)),
    created_at: ({ whole }) => time(whole.preparedAt),
    updated_at: ({ whole }) => time(whole.appliedAt ?? whole.preparedAt),
  },
});
