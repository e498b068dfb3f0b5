import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start() {
  const amazon = await startSimulatedAmazon();
  closing.push(() => amazon.close());
  const channel = openChannel(amazon);
  const offer = await channel.offer();
  const { restrictions } = amazon.simulator;
  return {
    channel,
    /** What keeps the seller from a used thing, when Amazon gives this reason. */
    told: async (reason: object, conditionType?: string) => {
      const reasons = [{ message: 'Words of Amazon’s.', ...reason }];
      restrictions.push({
        asin: offer.catalogueId,
        reasons,
        ...(conditionType === undefined ? {} : { conditionType }),
      });
      return expectOk((await channel.connector.listings.restrictions?.(offer)) ?? { ok: true, value: [] });
    },
    ask: (catalogueId: string) => channel.connector.listings.restrictions?.({ ...offer, catalogueId }),
  };
}

describe('what keeps a seller from an item (P8)', () => {
  it('leads to where approval is asked for, by Amazon’s own link or by ours', async () => {
    const link = 'https://sellercentral.amazon.fr/hz/approvalrequest/restrictions/approve?asin=X';
    const linked = await (
      await start()
    ).told({
      reasonCode: 'APPROVAL_REQUIRED',
      links: [{ resource: link, verb: 'GET' }],
    });
    expect(linked).toMatchObject([
      {
        code: 'APPROVAL_REQUIRED',
        message: { code: 'amazon.restriction.approval-required' },
        words: 'Words of Amazon’s.',
        repairs: [{ kind: 'ask-approval', url: link }, { kind: 'choose-match' }, { kind: 'relist' }],
      },
    ]);
    const [ours] = await (await start()).told({ reasonCode: 'APPROVAL_REQUIRED' });
    expect(ours?.repairs[0]).toEqual({
      kind: 'ask-approval',
      url: 'https://sellercentral-europe.amazon.com/hz/approvalrequest/restrictions/approve?asin=B07FIRST01',
    });
  });

  it.each([
    'http://sellercentral.amazon.fr/',
    'https://amazon.fr.evil.example/',
    'https://evilamazon.fr/',
    'javascript:alert(1)',
    'nonsense',
  ])('never leads to %s', async (resource) => {
    const [issue] = await (
      await start()
    ).told({ reasonCode: 'NOT_ELIGIBLE', links: [{ resource, verb: 'GET' }] });
    expect(issue?.repairs.map(({ kind }) => kind)).toEqual(['choose-match', 'relist']);
  });

  it('is said in Amazon’s words where it gives no reason code, and is counted where it gives a new one', async () => {
    const { told } = await start();
    expect(await told({})).toMatchObject([
      {
        code: 'RESTRICTED',
        isKnown: true,
        message: { code: 'amazon.restriction.other', values: { text: 'Words of Amazon’s.' } },
      },
    ]);
    const [, fresh] = await told({ reasonCode: 'MOON_ONLY' });
    expect(fresh).toMatchObject({ code: 'MOON_ONLY', isKnown: false });
  });

  it('counts for its condition alone', async () => {
    const { told } = await start();
    expect(await told({ reasonCode: 'NOT_ELIGIBLE' }, 'new_new')).toEqual([]);
    expect(await told({ reasonCode: 'NOT_ELIGIBLE' }, 'used_good')).toHaveLength(1);
  });

  it('is that the marketplace has no such item', async () => {
    const { ask } = await start();
    expect(await ask('B0UNKNOWN0')).toMatchObject({ value: [{ code: 'ASIN_NOT_FOUND' }] });
    expect(await ask('BAD')).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  });
});
