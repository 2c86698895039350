export type { LinkStep, MigrationStep, Step } from '../steps/step.ts';
export { discoverDomains, findWorkspaceRoot } from './discover.ts';
export type { DomainPackage } from './domain-package.ts';
export { installedModules } from './installed-modules.ts';
export type { StepOrder } from './order.ts';
export { type Project, projectOf } from './project.ts';
export { resolveMigration, unknownDomain, withDependencies } from './resolve-names.ts';
