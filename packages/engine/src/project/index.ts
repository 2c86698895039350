export { discoverDomains, findWorkspaceRoot } from './discover.ts';
export { type OrderedDomain, orderSteps, type StepOrder } from './order.ts';
export { type DomainPackage, type Project, type Project as Workspace, projectOf } from './project.ts';
