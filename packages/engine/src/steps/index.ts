export {
  domainOfName,
  kindOfName,
  type LinkStep,
  type MigrationStep,
  numberOfName,
  type Step,
  type StepKind,
} from './step.ts';
