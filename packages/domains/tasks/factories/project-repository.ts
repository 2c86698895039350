import { officeHour } from '@erp/demo-world/office-hours';
import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { projectCount, projectPlanOf } from '../demo/project-plan.ts';
import { say } from '../demo/texts/words.ts';
import { projects } from './projects.ts';
import '../tables.ts';

const FILES = [
  ['Plan.pdf', 'application/pdf', 'What we agreed on at the beginning.'],
  ['Budget.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Planned and spent.'],
  ['Minutes.md', 'text/markdown', null],
] as const;

/** Three files for each planned project. */
export const projectRepository = factory('project_repository', {
  count: projectCount,
  story: projectPlanOf,
  most: FILES.length,
  rows: (project, tenant) =>
    project.plan === undefined
      ? []
      : FILES.map(([name, type, says], n) => {
          const at = officeHour(tenant, project.createdAt + (n + 1) * DAY, 10 + n);
          return { project, name, type, says, at };
        }),
  parents: { project_id: () => projects },
  alone: { uploaded_by: null },
  cells: {
    project_id: ({ project }) => projects.id(project.number),
    file_name: ({ name }, _draw, tenant) => say(tenant, name),
    file_path: ({ project, name }) => `projects/${project.code.toLowerCase()}/${name.toLowerCase()}`,
    mime_type: ({ type }) => type,
    file_size: (_file, draw) => draw.integer(8_000, 900_000),
    description: ({ says }, _draw, tenant) => say(tenant, says),
    uploaded_by: ({ project, at }, _draw, tenant) =>
      standIn(tenant, project.owner ?? staffWithRole(tenant, 'owner'), at),
    created_at: ({ at }) => time(at),
    updated_at: ({ at }) => time(at),
  },
});
