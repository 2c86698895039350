import { asTypedHere } from '../src/as-typed-here.ts';

test('a project that the command was installed into is told to type npx erp', () => {
  const typed = asTypedHere({}, '/shop/node_modules/@erp/runner/dist');
  expect(typed('Next: pnpm migrate (pnpm plan shows them), pnpm erp backup, pnpm install')).toBe(
    'Next: npx erp migrate (npx erp plan shows them), npx erp backup, pnpm install',
  );
  expect(asTypedHere({}, '/checkout/apps/runner/src')('Next: pnpm migrate')).toBe('Next: pnpm migrate');
});
