import type { Invariant } from '@erp/kit/invariant';
import { alertInvariants } from './alerts.ts';
import { auditInvariants } from './audit.ts';
import { machineLogInvariants } from './machine-logs.ts';
import { noteInvariants } from './notes.ts';

/** The rules of the business that the rows of logs keep. */
export const invariants: readonly Invariant[] = [
  ...alertInvariants,
  ...machineLogInvariants,
  ...auditInvariants,
  ...noteInvariants,
];
