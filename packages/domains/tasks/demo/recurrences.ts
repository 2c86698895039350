import { anyStaff, type DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { localHour } from '@erp/kit/local-time';
import { DAY, day, HOUR, isoWeek } from '@erp/kit/moment';
import { ROUTINE_OUTLINES, type RoutineOutline } from './project-outlines.ts';
import { PROJECTS, type ProjectPlan, projectPlanOf } from './project-plan.ts';
import { say } from './texts/words.ts';

/** Templates of the project that goes on. */
const TEMPLATES = 4;
/** Hour of the day at which their tasks start. */
export const HOUR_OF_DAY = 9;
/** Hours that there are for a task. */
export const HOURS = 24;
const LEAD = 7 * DAY;

/** A template: what comes again, when, and for whom. */
export interface Template {
  /** From 0, over all projects. */
  readonly number: number;
  readonly project: ProjectPlan;
  readonly routine: RoutineOutline;
  readonly frequency: 'daily' | 'weekly' | 'monthly' | 'custom';
  readonly every: number;
  readonly repeatDays: readonly number[];
  readonly isActive: boolean;
  readonly assignees: readonly number[];
  /** Starts of the tasks that were made, the oldest first, and of the one to come. */
  readonly made: readonly number[];
  readonly next: number | undefined;
}

/** A task that a template makes. */
interface Occurrence {
  readonly template: number;
  readonly key: string;
  readonly title: string;
  readonly assignedTo: number | null;
  readonly createdAt: number;
  readonly start: number;
  readonly due: number;
}

/** Templates of a tenant in one unit of scale. */
export function templateCount(): number {
  return TEMPLATES;
}

/** A template of the project that goes on. */
function templateOf(tenant: DemoTenant, project: ProjectPlan, index: number): Template {
  const number = Math.floor(project.number / PROJECTS) * TEMPLATES + index;
  const { one, other } = helpers(tenant, number);
  const horizon = tenant.until + LEAD;
  const { name, title } = ROUTINE_OUTLINES[tenant.trade][index] as RoutineOutline;
  const starts = [weekly, monthly, everyTwoWeeks, () => []][index]?.(tenant, horizon) ?? [];
  const assignees = [[one], one === other ? [one] : [one, other], [], []][index] ?? [];
  return {
    number,
    project,
    routine: { name: say(tenant, name), title: say(tenant, title) },
    frequency: (['weekly', 'monthly', 'custom', 'daily'] as const)[index] ?? 'daily',
    every: index === 2 ? 14 : 1,
    repeatDays: [[1], [1], [], []][index] ?? [],
    isActive: index !== 3,
    assignees: assignees.flatMap((each) => each ?? []).sort((a, b) => a - b),
    made: starts.slice(0, -1),
    next: starts.at(-1),
  };
}

/** The tasks that came of the templates of a project, in the order in which they were made. */
export function occurrencesOf(tenant: DemoTenant, project: ProjectPlan): readonly Occurrence[] {
  return Array.from({ length: TEMPLATES }, (_, index) => templateOf(tenant, project, index))
    .flatMap(({ number, routine, assignees, made }) =>
      made.flatMap((start) =>
        (assignees.length === 0 ? [null] : assignees).map((assignedTo) => ({
          template: number,
          key: day(start) + (assignedTo === null ? '' : `/${assignedTo}`),
          title: fillTemplate(routine.title, start),
          assignedTo,
          createdAt: start - LEAD,
          start,
          due: start + HOURS * HOUR,
        })),
      ),
    )
    .sort((a, b) => a.createdAt - b.createdAt || a.template - b.template);
}

/** As app.fill_task_template does it; at nine in the morning the day is the same in the zones of the demo. */
function fillTemplate(title: string, start: number): string {
  const date = day(start);
  const { year, week } = isoWeek(start);
  return title
    .replace('{date}', date)
    .replace('{month}', date.slice(0, 7))
    .replace('{week}', `${year}-W${String(week).padStart(2, '0')}`);
}

/** The last four Mondays up to the horizon, and the next one. */
function weekly(tenant: DemoTenant, horizon: number): number[] {
  // 1970 began on a Thursday.
  const monday = Math.floor((horizon / DAY + 3) / 7) * 7 - 3;
  return [-3, -2, -1, 0, 1].map((n) => localHour(tenant.timezone, (monday + 7 * n) * DAY, HOUR_OF_DAY));
}

/** The first days of the last two months up to the horizon, and the next one. */
function monthly(tenant: DemoTenant, horizon: number): number[] {
  const date = new Date(horizon);
  return [-1, 0, 1].map((n) =>
    localHour(tenant.timezone, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, 1), HOUR_OF_DAY),
  );
}

/** The last three of every second Monday up to the horizon, and the next one. */
function everyTwoWeeks(tenant: DemoTenant, horizon: number): number[] {
  const monday = Math.floor((horizon / DAY + 3) / 14) * 14 - 3;
  return [-2, -1, 0, 1].map((n) => localHour(tenant.timezone, (monday + 14 * n) * DAY, HOUR_OF_DAY));
}

/** How urgent the tasks of a template are. */
export const routinePriority = keyed('recurring_task.priority', (draw) =>
  draw.pick(['low', 'medium', 'high'] as const),
);

const helpers = keyed('recurring_task.helpers', (draw, tenant) => ({
  one: anyStaff(tenant, draw),
  other: anyStaff(tenant, draw),
}));

/** The template with a number, counted from 0 over all projects that go on. */
export function template(tenant: DemoTenant, number: number): Template {
  const unit = Math.floor(number / TEMPLATES);
  return templateOf(tenant, projectPlanOf(tenant, unit * PROJECTS + PROJECTS - 1), number % TEMPLATES);
}
