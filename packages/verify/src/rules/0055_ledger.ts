import { forgetByHand, installedDomains, LEDGER_TABLE, readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import type { Finding } from '../rule.ts';
import type { SchemaRule } from '../schema-rule.ts';

const ID = '0055';

/** See docs/rules/0055_ledger.md */
export const rule: SchemaRule = {
  id: ID,
  name: 'ledger',
  title: 'The ledger says what the checkout says',
  level: 'error',
  needs: 'workspace',
  async find(session, { workspace }) {
    if (workspace === undefined) return [];
    const ledger = await readLedger(session);
    const installed = installedDomains(ledger);
    if (installed.size === 0) return [finding(LEDGER_TABLE, 'Nothing was migrated here.', 'pnpm migrate')];
    const only = workspace.domains.map((domain) => domain.name).filter((name) => installed.has(name));
    const { steps, history } = planMigrations(workspace, ledger, {
      only: only.length === 0 ? undefined : only,
    });
    return [
      ...steps
        .filter(({ step }) => installed.has(step.domain))
        .map(({ step, reason }) =>
          finding(
            step.name,
            reason === 'new'
              ? `The step ${step.name} is pending.`
              : `The step ${step.name} was changed since it was applied.`,
            'pnpm migrate',
          ),
        ),
      ...history.problems.map((problem) =>
        finding(problem.code, problem.message, problem.hint ?? 'pnpm status', problem.detail),
      ),
      ...history.aheadOfCheckout.map((name) =>
        finding(name, `The migration ${name} was applied by a newer checkout.`, 'git pull'),
      ),
      ...history.orphaned.map((name) =>
        finding(
          name,
          `The step ${name} is applied, but no longer declared.`,
          `Drop what it made by a migration, then: ${forgetByHand(name)}`,
        ),
      ),
    ];
  },
};

function finding(key: string, message: string, remediation: string, detail?: string): Finding {
  return { rule: ID, key, message, remediation, ...(detail === undefined ? {} : { detail }) };
}
