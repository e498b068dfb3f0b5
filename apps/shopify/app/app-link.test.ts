import { expect, it } from 'vitest';
import { inLanguage } from './app-link.tsx';

it.each([
  ['/app/orders', 'fr', '/app/orders?locale=fr'],
  ['/app/orders?tab=held&text=a%26b', 'fr-CA', '/app/orders?tab=held&text=a%26b&locale=fr-CA'],
  ['/app/orders?locale=en', 'fr', '/app/orders?locale=fr'],
  ['/app/orders', null, '/app/orders'],
  ['https://elsewhere.example/', 'fr', 'https://elsewhere.example/'],
])('%s in %s is %s', (url, locale, wanted) => {
  expect(inLanguage(url, locale)).toBe(wanted);
});
