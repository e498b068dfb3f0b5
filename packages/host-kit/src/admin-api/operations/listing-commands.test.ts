import { apiHost, memberWith } from '@quayside/testkit/admin-api-bench';
import { euros } from '@quayside/testkit/builders';
import { createEngineHarness } from '@quayside/testkit/engine-harness';
import { addMemoryListing, addMemoryProduct } from '@quayside/testkit/toys';
import { expect, it } from 'vitest';
import { callOperation } from '../call-operation.ts';

async function bench() {
  const harness = await createEngineHarness({ isListImported: true, stock: { LAMP: 5 } });
  addMemoryListing(harness.market, { sku: 'ODD', price: euros('21'), quantity: 1 });
  const found = () => harness.look((tx) => tx.searches.listings({ text: 'ODD' }, { after: null, limit: 1 }));
  // The account's own list is read again every six hours.
  await harness.pass(6 * 3_600_000 + 60_000, 60_000);
  const host = apiHost(harness.engine);
  const owner = await memberWith(harness, 'owner');
  const [odd] = await found();
  const link = (sku: string, unitsPerListing = 1) =>
    callOperation(host, owner, 'link-listing', {
      connectionId: harness.account.id,
      listingId: odd?.listing.id ?? '',
      sku,
      unitsPerListing,
    });
  return { harness, link };
}

it('links a listing to the product with a SKU of the shop, in packs if it is said', async () => {
  const { harness, link } = await bench();
  expect(await link(' LAMP ', 2)).toMatchObject({ ok: true });
  await harness.passUntil(() => harness.shown('ODD') === 2);
});

it('P8: says that no product has the SKU, or that several have it, and links nothing', async () => {
  const { harness, link } = await bench();
  const nobody = await link('NOBODY');
  expect(nobody.ok ? '' : nobody.problem.sentence).toMatch(/^No product of the shop/);

  addMemoryProduct(harness.shop, 'twin', [{ id: 'twin', sku: 'LAMP', stock: 1 }]);
  await harness.passUntil(async () => {
    const lamps = await harness.look((tx) => tx.variants.bySkus(harness.store.id, ['LAMP']));
    return lamps.length === 2;
  });
  const twins = await link('LAMP');
  expect(twins.ok ? '' : twins.problem.sentence).toMatch(/^Several products of the shop/);
  await harness.pass(2_000);
  expect(harness.shown('ODD')).toBe(1);
});
