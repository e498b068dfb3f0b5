import { answerShapes } from '@quayside/connectors/amazon/answer-shapes.gen';
import { ModelCheck } from '@quayside/simulators/amazon/model-check';
import { officialCases } from '@quayside/simulators/amazon/official-cases';
import { replayOfficialCase } from '@quayside/simulators/amazon/replay-official-case';
import { openReplayStage } from '@quayside/simulators/amazon/replay-stage';
import { sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { describe, expect, test } from 'vitest';
import { checkConnector } from './check-connector.ts';
import { checkConformance, checkRows, operationsInUse, publishedOf } from './conformance.ts';
import { readListing } from './drives.ts';
import type { Finding } from './findings.ts';
import { startOfficialAmazon } from './official-amazon.ts';

const published = sharedFactsFolder() !== undefined;

describe.skipIf(!published)('conformance', () => {
  test('finds nothing wrong', async () => {
    const findings: Finding[] = [];
    await checkConformance((finding) => findings.push(finding));
    expect(findings.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(findings.length).toBeGreaterThan(1_000);
  }, 120_000);

  test('an operation without a row is noticed, and a row without an operation', () => {
    const failed = checkRows(['getListingsItem', 'getTheMoon']).filter(({ outcome }) => outcome === 'failed');
    expect(failed.map(({ id }) => id)).toEqual(expect.arrayContaining(['getTheMoon: row', 'getOrder: row']));
    expect(failed.map(({ id }) => id)).not.toContain('getListingsItem: row');
  });

  test('a connector that tells something else is noticed', async () => {
    const check = new ModelCheck();
    const operations = operationsInUse();
    const operation = operations.find(({ name }) => name === 'getListingsItem');
    const amazon = await startOfficialAmazon(publishedOf(operations), check);
    try {
      const stage = { amazon, check, shapes: answerShapes, usual: {} };
      const silent = { ...readListing, run: () => Promise.resolve({ kind: 'value' as const }) };
      const findings = await checkConnector(stage, { ...operation!, drives: [silent] });
      const of = (id: string) => findings.find((finding) => finding.id.startsWith(id));
      expect(of('listings-items.2021-08-01.getListingsItem#1 >')?.reason).toBe(
        'the operation was not called',
      );
      expect(of('listings-items.2021-08-01.getListingsItem#2 >')?.reason).toContain(
        'in the place of invalid-input',
      );
      expect(of('listings-items.2021-08-01.getListingsItem 503')?.reason).toContain(
        'in the place of transient',
      );
      expect(of('listings-items.2021-08-01.getListingsItem#1 with sku missing')?.reason).toBe(
        'it was not logged',
      );
    } finally {
      await amazon.close();
    }
  });

  test('a request that the model does not know is noticed', async () => {
    const amazon = await startOfficialAmazon(publishedOf(operationsInUse()), new ModelCheck());
    const headers = { 'x-amz-access-token': 'Atza|1', 'user-agent': 'Tests/1.0 (Language=TypeScript)' };
    const orders = '/orders/2026-01-01/orders';
    try {
      for (const path of [`${orders}?createdAfter=yesterday`, `${orders}?limit=1`, '/fba/v9'])
        await fetch(`${amazon.url}${path}`, { headers });
      await fetch(`${amazon.url}${orders}`);
      expect(amazon.heard.map(({ problem }) => problem)).toEqual([
        'The parameter createdAfter is not an ISO 8601 date-time: yesterday',
        'Unknown parameter limit',
        'no operation in use: GET /fba/v9',
        'no access token',
      ]);
    } finally {
      await amazon.close();
    }
  });

  test('a simulator that answers otherwise is noticed', async () => {
    const stage = await openReplayStage();
    const [found] = officialCases('listings-items.2021-08-01.searchListingsItems');
    try {
      for (const changed of [{ status: 202 }, { response: { numberOfResults: 4, items: [] } }])
        expect(await replayOfficialCase(stage, { ...found!, ...changed })).toMatchObject({ kind: 'differs' });
    } finally {
      await stage.amazon.close();
    }
  });
});
