import { inBritish, translations } from '@erp/kit/translations';
import { asciiOf, streetLine } from '@erp/kit/words';

const say = translations(
  ['de', 'el'],
  `
# Colors.
The color is gray. | Die Farbe ist grau. | Το χρώμα είναι γκρι.
Only here. | Nur hier. |
`,
);

test.each([
  ['en-US', 'The color is gray.', 'The color is gray.'],
  ['en-GB', 'The color is gray.', 'The colour is grey.'],
  ['de-DE', 'The color is gray.', 'Die Farbe ist grau.'],
  ['el-GR', 'The color is gray.', 'Το χρώμα είναι γκρι.'],
  ['el-GR', 'Only here.', 'Only here.'],
  ['fr-FR', 'The color is gray.', 'The color is gray.'],
  ['de-DE', 'Nobody has put this into words.', 'Nobody has put this into words.'],
  ['de-DE', null, null],
])('a tenant of %s says for %j: %j', (locale, text, said) => {
  expect(say({ locale }, text)).toBe(said);
});

test('a line without all columns and a text that stands twice are refused', () => {
  expect(() => translations(['de', 'el'], 'Yes | Ja')).toThrow('"Yes" has 1 translations where there are 2.');
  expect(() => translations(['de'], 'Yes | Ja\nYes | Jawohl')).toThrow('"Yes" is translated twice.');
});

test('British spelling keeps capitals and what only looks like it', () => {
  expect(inBritish('Favorite colors: Jewelry, discolored')).toBe('Favourite colours: Jewellery, discolored');
});

test('Greek names become addresses, and houses stand where the country has them', () => {
  expect(asciiOf('Ψυχούλα Θεοδώρου')).toBe('psychoulatheodorou');
  expect(streetLine({ country: 'GR' }, 'Ερμού', 7)).toBe('Ερμού 7');
  expect(streetLine({ country: 'GB' }, 'Mill Lane', 7)).toBe('7 Mill Lane');
});
