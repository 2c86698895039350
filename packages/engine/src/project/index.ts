export { discoverDomains, findWorkspaceRoot } from './discover.ts';
export { installedModules } from './installed-modules.ts';
export type { StepOrder } from './order.ts';
export { type DomainPackage, type Project, projectOf } from './project.ts';
export { resolveMigration, unknownDomain, withDependencies } from './resolve-names.ts';
