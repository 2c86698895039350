import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { type BodyOfWork, bodyOfWork, projectCount, TASKS } from './bodies-of-work.ts';
import { isClosed, pieceOfWork, statusOf } from './pieces-of-work.ts';
import '../tables.ts';

interface Counted extends BodyOfWork {
  readonly made: number;
  readonly tasks: number;
  readonly done: number;
  readonly lastChange: number;
}

function counted(tenant: DemoTenant, number: number): Counted {
  const project = bodyOfWork(tenant, number);
  const pieces = Array.from({ length: TASKS }, (_, index) =>
    pieceOfWork(tenant, number * TASKS + index),
  ).flatMap((piece) => piece ?? []);
  const tasks = pieces.filter((piece) => statusOf(piece) !== 'cancelled');
  return {
    ...project,
    made: pieces.length,
    tasks: tasks.length,
    done: tasks.filter(isClosed).length,
    lastChange: project.archivedAt ?? project.completedAt ?? project.createdAt,
  };
}

/** Five planned projects per unit of scale, and one that goes on. */
export const projects = factory('project', {
  count: projectCount,
  story: counted,
  alone: { owner_id: null, created_by: null, updated_by: null },
  cells: {
    code: (project: Counted) => project.code,
    title: (project) => project.title,
    description: (project) => project.description,
    owner_id: (project) => project.owner,
    status: (project) => project.status,
    visibility: (project) => project.visibility,
    start_date: (project) => time(project.start),
    end_date: (project) => (project.end === undefined ? null : time(project.end)),
    is_continuous: (project) => project.end === undefined,
    completed_at: (project) => (project.completedAt === undefined ? null : time(project.completedAt)),
    archived_at: (project) => (project.archivedAt === undefined ? null : time(project.archivedAt)),
    last_task_number: (project) => project.made,
    task_count: (project) => project.tasks,
    done_task_count: (project) => project.done,
    created_by: (project) => project.owner,
    updated_by: (project) => project.owner,
    created_at: (project) => time(project.createdAt),
    updated_at: (project) => time(project.lastChange),
  },
  traits: { archived: { status: 'archived', archived_at: '2026-01-01 00:00:00+00' } },
});

/** Everybody but those who only look on; the owner as owner, one has left since. */
export const projectMembers = factory('project_member', {
  count: projectCount,
  story: bodyOfWork,
  most: 12,
  rows: (project, tenant) =>
    tenant.staff
      .filter((member) => member.role !== 'admin')
      .slice(0, 12)
      .map((member, index) => ({ project, member, left: index === 2 && project.plan !== undefined })),
  parents: { project_id: () => projects },
  cells: {
    project_id: ({ project }) => projects.id(project.number),
    user_id: ({ member }) => member.userId,
    role: ({ project, member }) =>
      member.userId === project.owner
        ? 'owner'
        : member.role === 'viewer'
          ? 'viewer'
          : member.role === 'member'
            ? 'member'
            : 'manager',
    joined_at: ({ project }) => time(project.createdAt),
    left_at: ({ project, left }) => (left ? time(project.start + 20 * DAY) : null),
    created_at: ({ project }) => time(project.createdAt),
    updated_at: ({ project, left }) => time(left ? project.start + 20 * DAY : project.createdAt),
  },
});

const FILES = [
  ['Plan.pdf', 'application/pdf', 'What we agreed on at the beginning.'],
  ['Budget.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Planned and spent.'],
  ['Minutes.md', 'text/markdown', null],
] as const;

/** Three files for each planned project. */
export const projectRepository = factory('project_repository', {
  count: projectCount,
  story: bodyOfWork,
  most: FILES.length,
  rows: (project) =>
    project.plan === undefined
      ? []
      : FILES.map(([name, type, says], n) => ({ project, name, type, says, n })),
  parents: { project_id: () => projects },
  alone: { uploaded_by: null },
  cells: {
    project_id: ({ project }) => projects.id(project.number),
    file_name: ({ name }) => name,
    file_path: ({ project, name }) => `projects/${project.code.toLowerCase()}/${name.toLowerCase()}`,
    mime_type: ({ type }) => type,
    file_size: (_file, draw) => draw.integer(8_000, 900_000),
    description: ({ says }) => says,
    uploaded_by: ({ project }, _draw, tenant) => project.owner ?? staffWithRole(tenant, 'owner'),
    created_at: ({ project, n }) => time(project.createdAt + (n + 1) * DAY),
    updated_at: ({ project, n }) => time(project.createdAt + (n + 1) * DAY),
  },
});
