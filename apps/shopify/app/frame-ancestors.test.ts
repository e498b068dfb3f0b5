import { expect, it } from 'vitest';
import { frameAncestors } from './frame-ancestors.ts';

const of = (shop: string) =>
  frameAncestors(new Request(`https://quayside.example/app?${new URLSearchParams({ shop }).toString()}`));

it('only the admin of the shop that a page is for may frame it', () => {
  expect(of('first.myshopify.com')).toBe(
    'frame-ancestors https://first.myshopify.com https://admin.shopify.com;',
  );
});

it.each([
  '',
  'first.myshopify.com.evil.example',
  'evil.example/first.myshopify.com',
  'first.myshopify.com https://evil.example',
  'first.myshopify.com;',
  '*.myshopify.com',
  'FIRST.myshopify.com\n',
])('nobody may for %j', (shop) => {
  expect(of(shop)).toBe("frame-ancestors 'none';");
});
