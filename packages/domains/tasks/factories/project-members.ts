import { officeHour } from '@erp/demo-world/office-hours';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { type ProjectPlan, projectCount, projectPlanOf } from '../demo/project-plan.ts';
import { projects } from './projects.ts';
import '../tables.ts';

/** Everybody but the administrator; the owner as owner, and who only looked on has left since. */
export const projectMembers = factory('project_member', {
  count: projectCount,
  story: projectPlanOf,
  most: 12,
  rows: (project, tenant) =>
    tenant.staff
      .filter((member) => member.role !== 'admin')
      .slice(0, 12)
      .map((member) => ({ project, member, left: member.role === 'viewer' && project.plan !== undefined })),
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
    left_at: ({ project, left }, _draw, tenant) => (left ? time(leftAt(tenant, project)) : null),
    created_at: ({ project }) => time(project.createdAt),
    updated_at: ({ project, left }, _draw, tenant) =>
      time(left ? leftAt(tenant, project) : project.createdAt),
  },
});

const leftAt = (tenant: DemoTenant, project: ProjectPlan) => officeHour(tenant, project.start + 20 * DAY, 16);
