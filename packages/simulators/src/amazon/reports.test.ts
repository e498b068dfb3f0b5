import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { REPORT_COLUMNS } from './listing-report.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

const FR = 'A13V1IB3VIYZZH';
const REPORTS = '/reports/2021-06-30/reports';
let now: Date;
let amazon: AmazonSimulator;
let client: SellerClient;
beforeEach(async () => {
  now = new Date('2026-11-01T10:00:00Z');
  amazon = await startAmazonSimulator({ clock: () => now, limits: 'off', sellers: [{}, {}] });
  client = await SellerClient.of(amazon);
  const sellerId = amazon.sellers[0]?.sellerId ?? '';
  const seed = { sellerId, price: '12.30', quantity: 4 };
  amazon.seedListing({ ...seed, sku: 'mug', title: 'Tasse 20 € 商', identifier: '3017620422003' });
  amazon.seedListing({ ...seed, sku: 'theirs', channelCode: 'AMAZON_EU' });
  amazon.seedListing({ sellerId, sku: 'draft', quantity: 0 });
});
afterEach(async () => {
  await amazon.close();
});
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms);
};
const create = async (): Promise<string> => {
  const body = { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [FR] };
  const answer = await client.call('POST', REPORTS, body);
  expect(answer.status).toBe(202);
  return (answer.body as { reportId: string }).reportId;
};
const get = async (id: string, by = client) => (await by.call('GET', `${REPORTS}/${id}`)).body as Report;
const documentOf = (id: string) => client.call('GET', `/reports/2021-06-30/documents/${id}`);

interface Report {
  readonly processingStatus: string;
  readonly processingEndTime?: string;
  readonly reportDocumentId?: string;
}

async function write(): Promise<{ url: string; documentId: string }> {
  const id = await create();
  later(30_000);
  const documentId = (await get(id)).reportDocumentId ?? '';
  const { url } = (await documentOf(documentId)).body as { url: string };
  return { url, documentId };
}

test('a report is queued, written and done in its time', async () => {
  const id = await create();
  expect(await get(id)).toMatchObject({ processingStatus: 'IN_QUEUE' });
  later(15_000);
  expect(await get(id)).toMatchObject({ processingStatus: 'IN_PROGRESS' });
  later(15_000);
  const done = await get(id);
  expect(done).toMatchObject({ processingStatus: 'DONE', processingEndTime: now.toISOString() });
  const other = await SellerClient.of(amazon, amazon.sellers[1]);
  expect((await other.call('GET', `${REPORTS}/${id}`)).status).toBe(404);
});

test('the document is compressed, tab separated and not in Unicode, at an address that needs no token', async () => {
  const { url } = await write();
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=Cp1252');
  const bytes = gunzipSync(Buffer.from(await answer.arrayBuffer()));
  const [header, ...lines] = new TextDecoder('windows-1252').decode(bytes).trim().split('\n');
  expect(header).toBe(REPORT_COLUMNS.join('\t'));
  const rows = lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(REPORT_COLUMNS.map((name, index) => [name, cells[index]]));
  });
  expect(rows).toMatchObject([
    {
      'seller-sku': 'mug',
      // What the encoding does not have is lost, as on Amazon.
      'item-name': 'Tasse 20 € ?',
      price: '12.30',
      quantity: '4',
      'product-id-type': '4',
      'product-id': '3017620422003',
      'fulfillment-channel': 'DEFAULT',
      status: 'Active',
    },
    { 'seller-sku': 'theirs', quantity: '', 'product-id-type': '1', 'fulfillment-channel': 'AMAZON_EU' },
    { 'seller-sku': 'draft', price: '', quantity: '0', status: 'Incomplete' },
  ]);
});

test('an address lives five minutes and takes no credentials', async () => {
  const { url, documentId } = await write();
  expect((await fetch(url, { headers: { 'x-amz-access-token': client.token } })).status).toBe(400);
  later(5 * 60_000);
  expect((await fetch(url)).status).toBe(403);
  const again = (await documentOf(documentId)).body as { url: string };
  expect((await fetch(again.url)).status).toBe(200);
  amazon.reports.expire();
  expect((await documentOf(documentId)).status).toBe(404);
  expect((await fetch(again.url)).status).toBe(403);
});

test('a report fails, is cancelled, or has no data', async () => {
  amazon.reports.fates.push('FATAL', 'CANCELLED');
  const [fatal, cancelled] = [await create(), await create()];
  const other = await SellerClient.of(amazon, amazon.sellers[1]);
  const body = { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [FR] };
  const empty = (await other.call('POST', REPORTS, body)).body as { reportId: string };
  later(30_000);
  expect(await get(fatal)).toMatchObject({ processingStatus: 'FATAL' });
  expect(await get(cancelled)).toMatchObject({ processingStatus: 'CANCELLED' });
  expect(await get(empty.reportId, other)).toMatchObject({ processingStatus: 'CANCELLED' });
});

test.each([
  { reportType: 'GET_NOTHING', marketplaceIds: [FR] },
  { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: ['ATVPDKIKX0DER'] },
  { reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [] },
])('refuses %j', async (body) => {
  const answer = await client.call('POST', REPORTS, body);
  expect(answer).toMatchObject({
    status: 400,
    body: { errors: [{ code: '400', message: 'Invalid input' }] },
  });
});
