import { profileOf } from '../demo/tenant-profiles.ts';

test('tenants that are thought up speak English, or of a trade that a named one speaks of in their language', () => {
  const spoken = ({ locale, trade }: ReturnType<typeof profileOf>) => `${locale} ${trade}`;
  const named = new Set([0, 1, 2, 3].map((position) => spoken(profileOf(position))));
  const thoughtUp = Array.from({ length: 60 }, (_, index) => profileOf(index + 4));
  expect(thoughtUp.filter((each) => !each.locale.startsWith('en') && !named.has(spoken(each)))).toEqual([]);
  expect(new Set(thoughtUp.map(({ locale }) => locale)).size).toBe(4);
});
