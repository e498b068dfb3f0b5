import { brandId, type ChannelSku, type MarketplaceId } from '@quayside/core/domain/ids';
import { parseMoney, type Money } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { FeeQuestion } from '@quayside/core/ports/channel-connector';
import { describe, expect, it } from 'vitest';
import { openChannel } from '../_contract/open-channel.ts';
import { expectOk } from '../_contract/watched-context.ts';
import { startSimulatedAmazon } from './amazon-under-contract.ts';
import type { AmazonCall, AmazonClient } from './client.ts';
import { parseExactJson } from './exact-json.ts';
import { amazonFees } from './fees.ts';

const france = brandId<MarketplaceId>('A13V1IB3VIYZZH');

function euros(amount: string): Money {
  const money = parseMoney(amount, 'EUR');
  if (!money.ok) throw new Error(amount);
  return money.value;
}

function sale(sku: string, amount: string): FeeQuestion {
  return {
    of: { channelSku: brandId<ChannelSku>(sku) },
    marketplace: france,
    fulfillment: 'channel',
    price: euros(amount),
  };
}

/** A result as Amazon writes it. */
function result(identifier: string, sku: string, price: string, changes: object = {}) {
  const money = (amount: string) => ({ CurrencyCode: 'EUR', Amount: amount });
  return {
    Status: 'Success',
    FeesEstimateIdentifier: {
      MarketplaceId: france,
      IdType: 'SellerSKU',
      IdValue: sku,
      SellerInputIdentifier: identifier,
      PriceToEstimateFees: { ListingPrice: money(price) },
    },
    FeesEstimate: {
      TimeOfFeesEstimation: '2026-11-26T10:00:00Z',
      TotalFeesEstimate: money('6.84'),
      FeeDetailList: [
        { FeeType: 'ReferralFee', FeeAmount: money('3.74'), FinalFee: money('3.74') },
        { FeeType: 'FBAFees', FeeAmount: money('3.10'), FinalFee: money('3.10') },
      ],
    },
    ...changes,
  };
}

/** The fees before a client that answers this. */
function feesFrom(body: unknown) {
  const calls: AmazonCall<unknown>[] = [];
  const client = {
    call(call: AmazonCall<unknown>) {
      calls.push(call);
      return Promise.resolve(ok(call.schema?.parse(body)));
    },
  } as AmazonClient;
  return { fees: amazonFees(client), calls };
}

describe('estimates of fees', () => {
  it('are read in the order that was asked, whatever the order of the answer', async () => {
    const { fees } = feesFrom([result('2', 'B', '10'), result('1', 'A', '24.9')]);
    expect(expectOk(await fees.estimate([sale('A', '24.90'), sale('B', '10')]))).toEqual([
      { price: euros('24.90'), total: euros('6.84'), ofPrice: euros('3.74') },
      { price: euros('10'), total: euros('6.84'), ofPrice: euros('3.74') },
    ]);
  });

  it('that name another sale are none: fees have come under the name of another product', async () => {
    const wrong = [
      result('1', 'B', '24.90'),
      result('1', 'A', '3600.28'),
      result('2', 'A', '24.90'),
      result('1', 'A', '24.90', { Status: 'ClientError' }),
      result('1', 'A', '24.90', { Status: 'Success', FeesEstimate: undefined }),
      result('1', 'A', '24.90', {
        FeesEstimate: { TotalFeesEstimate: { CurrencyCode: 'USD', Amount: '1' } },
      }),
      result('1', 'A', '24.90', {
        FeesEstimate: { TotalFeesEstimate: { CurrencyCode: 'EUR', Amount: '-1' } },
      }),
      'nonsense',
    ];
    for (const each of wrong)
      expect(expectOk(await feesFrom([each]).fees.estimate([sale('A', '24.90')]))).toEqual([null]);
    expect(expectOk(await feesFrom([]).fees.estimate([sale('A', '24.90')]))).toEqual([null]);
  });

  it('without a list of fees say the total and not what follows the price', async () => {
    for (const FeeDetailList of [[], undefined, 'nonsense']) {
      const FeesEstimate = { TotalFeesEstimate: { CurrencyCode: 'EUR', Amount: '3' }, FeeDetailList };
      const { fees } = feesFrom([result('1', 'A', '24.90', { FeesEstimate })]);
      expect(expectOk(await fees.estimate([sale('A', '24.90')]))).toMatchObject([
        { total: euros('3'), ofPrice: null },
      ]);
    }
  });

  it('ask for exact prices (P5), and for twenty at most', async () => {
    const { fees, calls } = feesFrom([]);
    await fees.estimate([sale('A', '12345678901234567.1')]);
    expect(JSON.stringify(calls[0]?.body)).toContain('"Amount":12345678901234567.10}');
    expect(parseExactJson('{"Amount":0.070}')).toEqual({ Amount: '0.070' });
    await expect(fees.estimate(Array.from({ length: 21 }, () => sale('A', '1')))).rejects.toThrow(
      'At most 20',
    );
    await fees.estimate([]);
    expect(calls).toHaveLength(1);
  });

  it('of what is not listed yet are asked for by ASIN', async () => {
    const { fees, calls } = feesFrom([result('1', 'B07FIRST01', '24.90')]);
    const unlisted = { ...sale('A', '24.90'), of: { catalogueId: 'B07FIRST01' } };
    expect(expectOk(await fees.estimate([unlisted]))).toMatchObject([{ total: euros('6.84') }]);
    expect(calls[0]?.body).toMatchObject([{ IdType: 'ASIN', IdValue: 'B07FIRST01' }]);
  });

  it('of the simulator: a commission of the price, and the shipping of what Amazon ships', async () => {
    const amazon = await startSimulatedAmazon();
    try {
      const { fees } = openChannel(amazon).connector;
      const asked = [
        sale('THEIRS', '24.90'),
        { ...sale('THEIRS', '24.90'), fulfillment: 'merchant' as const },
      ];
      expect(expectOk(await fees!.estimate(asked))).toMatchObject([
        { total: euros('6.84'), ofPrice: euros('3.74') },
        { total: euros('3.74'), ofPrice: euros('3.74') },
      ]);
    } finally {
      await amazon.close();
    }
  });
});
