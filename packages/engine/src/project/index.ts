export { discoverDomains, findWorkspaceRoot } from './discover.ts';
export { type OrderedDomain, orderSteps, type StepOrder } from './order.ts';
export type { DomainPackage, Workspace } from './workspace.ts';
