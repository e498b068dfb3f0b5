import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asObject, asObjects } from '../json-object.ts';
import { readSharedJson, sharedFactsFolder } from '../shared-facts.ts';
import { MARKETPLACES } from './marketplaces.ts';
import { officialCases } from './official-cases.ts';
import { OFFICIAL_PLANS } from './rate-limits.ts';
import { replayOfficialCase } from './replay-official-case.ts';
import { openReplayStage } from './replay-stage.ts';
import type { ReplayStage } from './replay-stage.ts';

const published = sharedFactsFolder() !== undefined;
const US = 'ATVPDKIKX0DER';
const CA = 'A2EUQ1WTGCTBG2';

describe.skipIf(!published)('Amazon as published', () => {
  let stage: ReplayStage;
  beforeAll(async () => {
    stage = await openReplayStage();
  });
  afterAll(async () => {
    await stage.amazon.close();
  });

  // Every operation that the simulator has; `npm run conformance` replays those that the connector uses.
  for (const { key } of Object.values(OFFICIAL_PLANS)) {
    for (const it of officialCases(key)) {
      test(`official case ${it.id}`, async () => {
        expect(await replayOfficialCase(stage, it)).toMatchObject({ kind: 'fits' });
      });
    }
  }

  test('the embedded usage plans are the official ones', () => {
    const operations = asObject(
      asObject(readSharedJson('apis/amazon-sp-api/rate-limits.json'))['operations'],
    );
    for (const { key, ratePerSecond, burst } of Object.values(OFFICIAL_PLANS)) {
      expect({ key, ...asObject(operations[key]) }).toMatchObject({ key, ratePerSecond, burst });
    }
  });

  test('the embedded stores are those of marketplaces.json', () => {
    const stores = asObjects(
      asObject(readSharedJson('apis/amazon-sp-api/marketplaces.json'))['marketplaces'],
    );
    for (const store of MARKETPLACES) {
      const found = stores.find((it) => it['marketplaceId'] === store.id);
      expect(found).toMatchObject({
        countryCode: store.countryCode,
        currency: store.currency,
        site: `https://${store.domain}`,
      });
    }
  });

  test('requests are taken strictly', async () => {
    const path = `/listings/2021-08-01/items/SellerId/GM-ZDPI-9B4E`;
    const patch = {
      productType: 'LUGGAGE',
      patches: [{ op: 'merge', path: '/attributes/item_name', value: [] }],
    };
    const wrong: [string, unknown][] = [
      [`${path}?marketplaceIds=${US}&locale=fr`, patch],
      [`${path}?marketplaceIds=${US}`, { ...patch, extra: 1 }],
      [`${path}?marketplaceIds=${US}`, { ...patch, patches: [] }],
      [
        `${path}?marketplaceIds=${US}`,
        { ...patch, patches: [{ op: 'set', path: '/attributes/item_name', value: [] }] },
      ],
      [`${path}?marketplaceIds=${US}&mode=DRY_RUN`, patch],
    ];
    for (const [url, body] of wrong) expect((await stage.client.call('PATCH', url, body)).status).toBe(400);
    expect((await stage.client.call('PATCH', `${path}?marketplaceIds=${US}`, patch)).status).toBe(200);
    const put = { productType: 'LUGGAGE', attributes: {} };
    expect((await stage.client.call('PUT', `${path}?marketplaceIds=${US},${CA}`, put)).status).toBe(400);
    expect(
      (
        await stage.client.call(
          'GET',
          `/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&includedData=EVERYTHING`,
        )
      ).status,
    ).toBe(400);
  });
});
