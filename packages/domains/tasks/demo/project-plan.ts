import { officeHour } from '@erp/demo-world/office-hours';
import { officeTime } from '@erp/demo-world/roster';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, HOUR, momentOf } from '@erp/kit/moment';
import { PROJECT_OUTLINES, type ProjectOutline } from './project-outlines.ts';
import { say } from './texts/words.ts';

/** Projects in one unit of scale: five with a plan, and one that goes on. */
export const PROJECTS = 6;
/** Room for the tasks of a project. */
export const TASKS = 16;

/** A project as it stands at the end of the story. */
export interface ProjectPlan {
  readonly number: number;
  /** Undefined for the one that goes on, whose tasks come again and again. */
  readonly plan: ProjectOutline | undefined;
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly status: 'active' | 'on_hold' | 'completed' | 'archived';
  readonly visibility: 'private' | 'team' | 'public';
  readonly owner: number | null;
  readonly createdAt: number;
  readonly start: number;
  /** Undefined for the one that goes on. */
  readonly end: number | undefined;
  readonly completedAt: number | undefined;
  readonly archivedAt: number | undefined;
  /** When it was put on hold. */
  readonly heldAt: number | undefined;
  /** What has not happened by then will not happen in the story: its end, or when the project came to rest. */
  readonly now: number;
}

/** Projects of a tenant in one unit of scale. */
export function projectCount(): number {
  return PROJECTS;
}

/** When the five planned ones begin and end, in shares of the story. */
const SPANS = [
  { from: 0.1, to: 0.35, status: 'completed', visibility: 'team' },
  { from: 0.2, to: 0.5, status: 'archived', visibility: 'public' },
  { from: 0.75, to: 1, status: 'active', visibility: 'team' },
  { from: 0.65, to: 0.98, status: 'active', visibility: 'public' },
  { from: 0.45, to: 0.9, status: 'on_hold', visibility: 'private' },
] as const;

/** The project with a number, from 0. */
export function projectPlanOf(tenant: DemoTenant, number: number): ProjectPlan {
  const unit = Math.floor(number / PROJECTS);
  const suffix = unit === 0 ? '' : String(unit + 1);
  const plan = PROJECT_OUTLINES[tenant.trade][number % PROJECTS];
  const span = SPANS[number % PROJECTS];
  const { owner, notice } = planning(tenant, number);
  if (plan === undefined || span === undefined) {
    const start = officeTime(tenant, momentOf(tenant, 0.02));
    return {
      number,
      plan: undefined,
      code: `ROUTINE${suffix}`,
      title: say(tenant, 'What comes again'),
      description: say(tenant, 'Work without an end: every week, every month.'),
      status: 'active',
      visibility: 'team',
      owner,
      createdAt: start,
      start,
      end: undefined,
      completedAt: undefined,
      archivedAt: undefined,
      heldAt: undefined,
      now: tenant.until,
    };
  }
  const start = officeTime(tenant, momentOf(tenant, span.from));
  // The planned end of what runs may lie after the story.
  const end = officeHour(tenant, momentOf(tenant, span.to) + (span.to === 1 ? 45 * DAY : 0), 17);
  const over = span.status === 'completed' || span.status === 'archived';
  return {
    number,
    plan,
    code: plan.code + suffix,
    title: say(tenant, plan.title),
    description: say(tenant, plan.description),
    status: span.status,
    visibility: span.visibility,
    owner,
    createdAt: Math.max(officeTime(tenant, start - notice), tenant.since + 9 * HOUR),
    start,
    end,
    completedAt: over ? officeHour(tenant, end + DAY, 11) : undefined,
    archivedAt: span.status === 'archived' ? officeHour(tenant, end + 30 * DAY, 11) : undefined,
    heldAt: span.status === 'on_hold' ? officeTime(tenant, momentOf(tenant, 0.7)) : undefined,
    now: over ? end : span.status === 'on_hold' ? momentOf(tenant, 0.7) : tenant.until,
  };
}

const planning = keyed('project.planning', (draw, tenant) => ({
  // Projects are opened by those who may.
  owner: staffWithRole(tenant, draw.chance(0.7) ? 'manager' : 'owner'),
  notice: draw.integer(2, 12) * DAY,
}));
