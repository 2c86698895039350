import { businessPhone, hasMobile, personPhone, strangerPhone } from '@erp/kit/phones';
import { wordsOf } from '@erp/kit/words';
import { sampleTenant } from '../src/sample-tenant.ts';

const RESERVED: Record<string, RegExp> = {
  GB: /^\+44(7700900|20794[6]0|1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960|1614960|1914980|2896496|2920180|1632960)\d{3}$/,
  DE: /^\+49(17139200\d\d|17604069(00|0)\d{2}|176040690\d\d|152(28817386|28895456|54599371)|172(9925904|9968532|9973185|9973186|9980752)|174(9091317|9464308)|3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3})$/,
  GR: /^\+303(69|21)000\d{4}$/,
  US: /^\+1[2-9]\d\d55501\d\d$/,
};

test.each(Object.keys(RESERVED))(
  'in %s everybody has a number of their own that authorities keep free',
  (country) => {
    const tenant = { ...sampleTenant, country, key: -77 };
    const people = Array.from({ length: 12_000 }, (_, person) => personPhone(tenant, person));
    const others = Array.from({ length: 100 }, (_, place) => businessPhone(tenant, place));
    const strangers = Array.from({ length: 40 }, (_, stranger) => strangerPhone(tenant, stranger));
    const all = [...people, ...others, ...strangers].filter((phone) => phone !== undefined);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((phone) => !RESERVED[country]?.test(phone))).toEqual([]);
    // Whoever can be texted comes first, and no number is made up when all are taken.
    expect(hasMobile(tenant, 0)).toBe(true);
    expect(people.indexOf(undefined)).not.toBe(0);
  },
);

test('where no authority keeps numbers free, nobody has one', () => {
  const tenant = { ...sampleTenant, country: 'AQ' };
  expect([personPhone(tenant, 0), businessPhone(tenant, 0), strangerPhone(tenant, 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each(['en-GB', 'de-DE', 'en-US', 'el-GR'])(
  'a postal code of %s belongs to one town and state',
  (locale) => {
    const { cities } = wordsOf({ ...sampleTenant, locale });
    const towns = new Map<string, string>();
    for (const { name, state, postalCode } of cities) {
      expect(towns.get(postalCode) ?? `${name}, ${state}`).toBe(`${name}, ${state}`);
      towns.set(postalCode, `${name}, ${state}`);
      if (locale === 'en-GB') expect(postalCode).toMatch(/^[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}$/);
      else expect(postalCode).toMatch(/^\d{5}$/);
    }
    expect(cities.length).toBeGreaterThan(40);
  },
);
