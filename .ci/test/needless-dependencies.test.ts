import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

const check = () => runCheck('needless-dependencies.ts', scratch.root);

test('a domain that nothing uses is found in the package.json that names it; one that SQL mentions is not', () => {
  scratch.addDomain('crm');
  scratch.write('packages/domains/crm/functions/find_lead.sql', 'SELECT 1');
  scratch.addDomain('orders');
  scratch.addDomain('sms', ['crm', 'orders'], {
    '0001_texts.ts': rawMigration('SELECT app.find_lead()', 'SELECT 1', '// orders would be nice'),
  });
  const { status, stderr } = check();
  expect(stderr).toBe(
    'packages/domains/sms/package.json: nothing of sms uses "@erp/orders". Take the entry out, then: pnpm install\n',
  );
  expect(status).toBe(1);
});
