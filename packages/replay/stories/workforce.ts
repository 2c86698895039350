import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** Who works when, is away, and how it is judged. */
export const workforce: DomainStories = {
  domain: 'workforce',
  stories(demo) {
    const owner = ownerOf(demo);
    const { told, tell } = storiesOf(demo, 'workforce', owner);
    tell('departments, kinds of leave and criteria are set up', (story) => {
      for (const table of ['department', 'leave_type', 'performance_criteria'])
        for (const row of demo.rows(table)) story.insert(table, row);
    });
    const shifts = demo.rows('schedule').filter((entry) => entry.leave_type_id === null);
    for (const shift of shifts)
      tell(`shift ${shift.id}: ${shift.status}`, (story) => tellShift(demo, story, shift));
    for (const report of unplannedReports(demo))
      tell(`report ${report.id} of a day that nobody planned`, (story) =>
        tellReport(story, report, undefined),
      );
    for (const request of demo.rows('schedule_time_off_request'))
      tell(`time off ${request.id}: ${request.status}`, (story) => tellTimeOff(demo, story, request));
    for (const entry of demo.rows('leave_entry').filter((each) => each.time_off_request_id === null))
      tell(`${entry.kind} of ${entry.days} days`, (story) => tellLeave(story, entry));
    for (const evaluation of demo.rows('performance_evaluation'))
      tell(`evaluation ${evaluation.id}: ${evaluation.status}`, (story) =>
        tellEvaluation(demo, story, evaluation),
      );
    for (const revision of demo.rows('schedule_revision'))
      tell(`revision ${revision.id} of the plan`, (story) => tellRevision(demo, story, revision));
    tell('wishes for a week are written down', (story) => {
      for (const wish of demo.rows('schedule_preferences'))
        story.insert('schedule_preferences', wish, { by: wish.staff_id });
    });
    return told;
  },
  pairs: { leave_entry: { within: ['time_off_request_id', 'kind'], order: ['id'] } },
  translates: {
    schedule_revision_detail: {
      previous: (value, _row, there) => {
        const before = value as Record<string, Value>;
        return before.store_id === undefined
          ? before
          : {
              ...before,
              store_id: there('sys_stores', before.store_id),
              department_id: there('department', before.department_id as Value),
            };
      },
    },
  },
};

/** A shift is planned, confirmed, worked and reported, or called off. */
function tellShift(demo: Demo, story: StoryBuilder, shift: Row): void {
  const planner = shift.created_by;
  const revised = demo
    .of('schedule_revision_detail', 'schedule_id', shift.id)
    .find((detail) => detail.applied_at !== null);
  // Before a revision it was as the revision found it.
  const { start_time, end_time } = (revised?.previous ?? shift) as Record<string, Value>;
  story.step(shift.created_at, planner, 'plan the shift', async (player) => {
    const { day, from, until } = await onTheWall(player, start_time, end_time, shift.timezone);
    const details = {
      department_id: player.idOrNull('department', shift.department_id),
      store_id: player.idOrNull('sys_stores', shift.store_id),
      shift_name: shift.shift_name,
      is_leader_shift: shift.is_leader_shift,
    };
    const id = await player.call('plan_shift', { staff_id: shift.staff_id, day, from, until, details });
    player.made('schedule', shift, id);
  });
  const move = (at: Value | undefined, to: Value | undefined) =>
    story.step(at, planner, `shift → ${to}`, (player) =>
      player.call('transition_schedule', {
        schedule_id: player.id('schedule', shift.id),
        to,
        reason: shift.reason === '' || to === 'confirmed' ? undefined : shift.reason,
      }),
    );
  const neverHeld = shift.status === 'cancelled' && shift.updated_at === shift.created_at;
  if (shift.status !== 'draft' && !neverHeld) move(shift.created_at, 'confirmed');
  const [report] = demo.of('shift_report', 'id', shift.shift_report_id);
  if (report !== undefined) tellReport(story, report, shift);
  if (shift.status === 'completed' || shift.status === 'failed') move(shift.end_time, shift.status);
  if (shift.status === 'cancelled') move(shift.updated_at, shift.status);
  if (shift.authorized_at !== null) {
    story.step(shift.authorized_at, shift.authorized_by, 'authorize the hours', (player) =>
      player.call('authorize_shift', { schedule_id: player.id('schedule', shift.id) }),
    );
  }
  story.expect('schedule', [shift]);
}

/** Times by the clock on the wall, as a planner types them. */
async function onTheWall(
  player: Player,
  start: Value | undefined,
  end: Value | undefined,
  timezone: Value | undefined,
): Promise<{ day: string; from: string; until: string }> {
  const [times] = await player.ask<{ day: string; from: string; until: string }>(
    `SELECT (($1::timestamptz AT TIME ZONE $3)::date)::text AS day, (($1::timestamptz AT TIME ZONE $3)::time)::text AS "from",
       (($2::timestamptz AT TIME ZONE $3)::time)::text AS until`,
    [start, end, timezone],
  );
  return times as { day: string; from: string; until: string };
}

const FIGURES = ['orders_count', 'sales_amount', 'currency_code', 'summary', 'handover_notes', 'issues'];

/** The worker opens the report, and closes it with what there is to say; somebody else looks it through. */
function tellReport(story: StoryBuilder, report: Row, shift: Row | undefined): void {
  story.step(report.started_at, report.staff_id, 'open the report', async (player) => {
    const of =
      shift === undefined
        ? {
            store_id: player.idOrNull('sys_stores', report.store_id),
            department_id: player.idOrNull('department', report.department_id),
          }
        : { schedule_id: player.id('schedule', shift.id) };
    player.made('shift_report', report, await player.call('open_shift_report', of));
  });
  const id = (player: Player) => player.id('shift_report', report.id);
  if (report.status === 'draft') {
    story.step(report.updated_at, report.staff_id, 'write into the open report', (player) =>
      player.update('shift_report', report, FIGURES),
    );
  } else {
    const figures = Object.fromEntries(FIGURES.map((column) => [column, report[column]]));
    story.step(report.ended_at, report.staff_id, 'close the report', (player) =>
      player.call('close_shift_report', { report_id: id(player), figures }),
    );
  }
  if (report.reviewed_at !== null) {
    story.step(report.reviewed_at, report.reviewed_by, `report → ${report.status}`, (player) =>
      player.call('review_shift_report', {
        report_id: id(player),
        decision: report.status,
        comment: report.review_comment,
      }),
    );
  }
  story.expect('shift_report', [report]);
}

function unplannedReports(demo: Demo): readonly Row[] {
  return demo
    .rows('shift_report')
    .filter((report) => demo.of('schedule', 'shift_report_id', report.id).length === 0);
}

/** A member asks to be away; somebody decides, or nobody has to; some call it off. */
function tellTimeOff(demo: Demo, story: StoryBuilder, request: Row): void {
  story.afterwards(request.created_at, request.staff_id, 'ask for time off', async (player) => {
    const id = await player.call('request_time_off', {
      leave_type_id: player.id('leave_type', request.leave_type_id),
      day_off: request.day_off,
      last_day_off: request.last_day_off,
      details: { reason: request.reason, days: request.days },
    });
    player.made('schedule_time_off_request', request, id);
  });
  const id = (player: Player) => player.id('schedule_time_off_request', request.id);
  if (request.confirmed_by !== null) {
    const decision = request.status === 'rejected' ? 'rejected' : 'approved';
    story.step(request.confirmed_at, request.confirmed_by, `request → ${decision}`, (player) =>
      player.call('decide_time_off', { request_id: id(player), decision, comment: request.hr_comment }),
    );
  }
  if (request.status === 'cancelled') {
    story.step(request.updated_at, request.staff_id, 'call it off', (player) =>
      player.call('cancel_time_off', { request_id: id(player) }),
    );
  }
  if (request.schedule_id !== null) {
    const decided = request.confirmed_at;
    story.afterwards(decided, request.staff_id, 'find the absence', async (player) => {
      const [found] = await player.ask<{ schedule_id: string }>(
        'SELECT schedule_id FROM schedule_time_off_request WHERE id = $1',
        [id(player)],
      );
      player.made('schedule', demo.row('schedule', request.schedule_id), found?.schedule_id);
    });
    story.expect('schedule', [demo.row('schedule', request.schedule_id)]);
  }
  story.expect('schedule_time_off_request', [request]);
  story.expect('leave_entry', demo.of('leave_entry', 'time_off_request_id', request.id));
}

function tellLeave(story: StoryBuilder, entry: Row): void {
  story.step(entry.created_at, entry.created_by, `book ${entry.kind}`, async (player) => {
    const id = await player.call('book_leave', {
      user_id: entry.staff_id,
      leave_type_id: player.id('leave_type', entry.leave_type_id),
      days: entry.days,
      effective_on: entry.effective_on,
      reason: entry.reason,
      kind: entry.kind,
    });
    player.made('leave_entry', entry, id);
  });
  story.expect('leave_entry', [entry]);
}

/** Marks are given, handed in, and approved or sent back. */
function tellEvaluation(demo: Demo, story: StoryBuilder, evaluation: Row): void {
  const scores = demo.of('performance_score', 'evaluation_id', evaluation.id);
  story.insert('performance_evaluation', evaluation);
  const id = (player: Player) => player.id('performance_evaluation', evaluation.id);
  for (const score of scores) {
    story.step(score.created_at, evaluation.evaluator_id, 'give a mark', (player) =>
      player.call('score_evaluation', {
        evaluation_id: id(player),
        criteria_id: player.id('performance_criteria', score.criteria_id),
        score: score.score,
        comments: score.comments,
      }),
    );
  }
  story.expect('performance_score', scores);
  if (evaluation.submitted_at !== null) {
    story.step(evaluation.submitted_at, evaluation.evaluator_id, 'hand it in', (player) =>
      player.call('submit_evaluation', { evaluation_id: id(player) }),
    );
  }
  if (evaluation.approved_at !== null) {
    story.step(evaluation.approved_at, evaluation.approved_by, 'approve it', (player) =>
      player.call('approve_evaluation', { evaluation_id: id(player) }),
    );
  }
  if (evaluation.rejected_at !== null) {
    story.step(evaluation.rejected_at, evaluation.rejected_by, 'send it back', (player) =>
      player.call('reject_evaluation', { evaluation_id: id(player), reason: evaluation.rejection_reason }),
    );
  }
}

/** Changes of several shifts are written down, and take effect together. */
function tellRevision(demo: Demo, story: StoryBuilder, revision: Row): void {
  story.insert('schedule_revision', revision);
  for (const detail of demo.of('schedule_revision_detail', 'revision_id', revision.id))
    story.insert('schedule_revision_detail', detail, { by: revision.created_by });
  if (revision.applied_at !== null) {
    story.step(revision.applied_at, revision.applied_by, 'let it take effect', (player) =>
      player.call('apply_schedule_revision', { revision_id: player.id('schedule_revision', revision.id) }),
    );
  }
}
