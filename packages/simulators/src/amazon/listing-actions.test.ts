/* eslint-disable @typescript-eslint/no-unsafe-member-access -- answers of many shapes are walked here; a wrong step fails its expectation */
import { expect, test } from 'vitest';
import { AmazonControl } from './amazon-control.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';

test('a region is driven: catalogue, very many listings, prices, refusals, reports', async () => {
  const region = await startAmazonSimulator({ controlToken: 'control', limits: 'off' });
  const amazon = new AmazonControl(region.url, 'control');
  await amazon.seedItems([{ asin: 'B071VG5N9D', title: 'Suitcase', gtins: ['3017620422003'] }]);
  await amazon.seedSeries({ skuPrefix: 'many-', count: 100_000, price: '9.99', quantity: 1 });
  await amazon.editListing({ sku: 'many-7', price: '8.50', quantity: 3 });
  expect(await amazon.priceOf({ sku: 'many-7' })).toEqual({ amount: '8.50', currencyCode: 'EUR' });
  expect(await amazon.priceOf({ sku: 'many-100000' })).toEqual({ amount: '9.99', currencyCode: 'EUR' });
  await amazon.suppress({ sku: 'many-7', code: '18027', message: 'Image' });
  await expect(amazon.suppress({ sku: 'nothing', code: '1', message: '' })).rejects.toThrow(/not listed/);
  const client = await SellerClient.of(region);
  const { sellerId } = region.sellers[0] ?? { sellerId: '' };
  const path = `/listings/2021-08-01/items/${sellerId}/many-7?marketplaceIds=A13V1IB3VIYZZH`;
  const issues = async () => (await client.call('GET', `${path}&includedData=issues`)).body.issues as unknown;
  expect(await issues()).toMatchObject([{ code: '18027' }]);
  await amazon.unsuppress({ sku: 'many-7' });
  expect(await issues()).toEqual([]);
  await amazon.removeListing({ sku: 'many-7' });
  await expect(amazon.priceOf({ sku: 'many-7' })).rejects.toThrow(/not listed/);
  await amazon.refusePut({ code: '5665', message: 'Approval', atOnce: true });
  const attributes = { condition_type: [{ value: 'new_new' }] };
  const offer = { productType: 'PRODUCT', requirements: 'LISTING_OFFER_ONLY', attributes };
  expect((await client.call('PUT', path, offer)).body).toMatchObject({ issues: [{ code: '5665' }] });
  expect(await amazon.changeSettings({ reportDelayMs: 0, putChecks: 'all-later' })).toMatchObject({
    reportDelayMs: 0,
    putChecks: 'all-later',
  });
  await amazon.failReport('FATAL');
  const body = { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: ['A13V1IB3VIYZZH'] };
  const { reportId } = (await client.call('POST', '/reports/2021-06-30/reports', body)).body as {
    reportId: string;
  };
  const report = `/reports/2021-06-30/reports/${reportId}`;
  expect((await client.call('GET', report)).body).toMatchObject({ processingStatus: 'FATAL' });
  await amazon.expireReports();
  expect((await client.call('GET', report)).status).toBe(404);
  await region.close();
});
