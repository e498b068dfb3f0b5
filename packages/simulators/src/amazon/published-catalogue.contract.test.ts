import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, asObjects } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { readSharedJson, sharedFactsFolder } from '../shared-facts.ts';
import { ModelCheck } from './model-check.ts';
import { SellerClient } from './seller-client.ts';
import { startAmazonSimulator } from './server.ts';
import type { AmazonSimulator } from './server.ts';

interface SandboxCase {
  readonly id: string;
  readonly model: string;
  readonly method: string;
  readonly path: string;
  readonly request: { readonly parameters: JsonObject };
  readonly response: unknown;
  readonly status: number;
}

const published = sharedFactsFolder() !== undefined;
const CASES = published ? (readSharedJson('apis/amazon-sp-api/sandbox-cases.json') as SandboxCase[]) : [];
const of = (prefix: string): SandboxCase[] => CASES.filter((it) => it.id.startsWith(`${prefix}#`));
const US = 'ATVPDKIKX0DER';
const DE = 'A1PA6795UKMFR9';

/** Amazon's own cases for the Catalog Items and the Reports API, against a simulator with state. */
describe.skipIf(!published)('Catalogue and reports as published', () => {
  const check = new ModelCheck();
  let amazon: AmazonSimulator;
  let client: SellerClient;
  beforeAll(async () => {
    const sellers = [{ sellerId: 'SellerId', marketplaceIds: [US, DE] }];
    amazon = await startAmazonSimulator({ limits: 'off', reportDelayMs: 0, sellers });
    client = await SellerClient.of(amazon);
    amazon.seedItem({
      asin: 'B07N4M94X4',
      title: 'Samsung TV',
      brand: 'SAMSUNG',
      image: 'https://m.media-amazon.com/images/I/91uohwV+k3L.jpg',
      gtins: ['0887276302195'],
      productType: 'TELEVISION',
    });
    amazon.seedListing({ sku: 'TV', asin: 'B07N4M94X4', price: '100', quantity: 1 });
  });
  afterAll(async () => {
    await amazon.close();
  });

  async function send(it: SandboxCase, changes: JsonObject = {}) {
    const parameters: JsonObject = { ...it.request.parameters, ...changes };
    const path = it.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(parameters[name])),
    );
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      if (name !== 'body' && !it.path.includes(`{${name}}`)) query.set(name, [value].flat().join(','));
    }
    const answer = await client.call(it.method, `${path}?${query.toString()}`, parameters['body']);
    const operation = { model: it.model, path: it.path, method: it.method };
    expect([it.id, answer.status]).toEqual([it.id, it.status]);
    expect(check.answerProblems(operation, answer.status, answer.body)).toEqual([]);
    return answer.body as JsonObject;
  }

  const firstError = (body: unknown) => asObjects(asObject(body)['errors'])[0];

  test('sandbox: items are found by words and by ASIN, with every data set of the case', async () => {
    for (const name of ['searchCatalogItems', 'getCatalogItem']) {
      const [fine, wrong] = of(`catalog-items.2022-04-01.${name}`);
      if (fine === undefined || wrong === undefined) throw new Error('cases are missing');
      const body = await send(fine);
      const [item] = name === 'getCatalogItem' ? [body] : asObjects(body['items']);
      const expected = asObject(fine.response);
      const [model] = name === 'getCatalogItem' ? [expected] : asObjects(expected['items']);
      expect(Object.keys(item ?? {}).toSorted()).toEqual(Object.keys(model ?? {}).toSorted());
      expect(item).toMatchObject({
        asin: 'B07N4M94X4',
        identifiers: model?.['identifiers'],
        productTypes: model?.['productTypes'],
        summaries: [{ brand: 'SAMSUNG', itemClassification: 'BASE_PRODUCT' }],
      });
      // An empty ASIN is another address to a web server; an empty marketplace is the same mistake.
      const refused = await send(wrong, { asin: 'B07N4M94X4', marketplaceIds: [''] });
      const { code, message } = asObject(firstError(wrong.response));
      expect(firstError(refused)).toMatchObject({ code, message });
    }
  });

  test('sandbox: a report is asked for, looked at and fetched', async () => {
    const [create, badType] = of('reports.2021-06-30.createReport');
    const [get, badReport] = of('reports.2021-06-30.getReport');
    const [document, badDocument] = of('reports.2021-06-30.getReportDocument');
    if (create === undefined || get === undefined || document === undefined)
      throw new Error('cases are missing');
    const { reportId } = await send(create);
    const report = await send(get, { reportId });
    expect(report).toMatchObject({ processingStatus: 'DONE' });
    expect(Object.keys(report)).toEqual(expect.arrayContaining(Object.keys(asObject(get.response))));
    const found = await send(document, { reportDocumentId: report['reportDocumentId'] });
    expect(found).toMatchObject({ compressionAlgorithm: 'GZIP' });
    for (const wrong of [badType, badReport, badDocument]) {
      if (wrong === undefined) throw new Error('cases are missing');
      expect(firstError(await send(wrong))).toMatchObject(asObject(firstError(wrong.response)));
    }
  });
});
