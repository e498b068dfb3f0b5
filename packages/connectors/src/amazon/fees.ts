import type { FeeEstimate } from '@quayside/core/domain/fee-estimate';
import { formatAmount, isSameMoney, parseMoney, sum, type Money } from '@quayside/core/domain/money';
import { ok } from '@quayside/core/domain/result';
import type { ChannelConnector, FeeQuestion } from '@quayside/core/ports/channel-connector';
import { z } from 'zod';
import type { AmazonClient } from './client.ts';
import { exactNumber } from './exact-json.ts';
import { manifest } from './manifest.ts';

/** JSON numbers, which `parseExactJson` leaves as their digits. */
const feesMoney = z.object({ CurrencyCode: z.string(), Amount: z.string() });

/** `FeesEstimateResult` (Product Fees API v0): nothing of it is required, and the error of one product may stand beside the fees of another. */
const result = z.object({
  /** `Success`, `ClientError`, `ServiceError`. */
  Status: z.string().nullish(),
  FeesEstimateIdentifier: z.object({
    MarketplaceId: z.string(),
    IdValue: z.string(),
    SellerInputIdentifier: z.string(),
    IsAmazonFulfilled: z.boolean().nullish(),
    PriceToEstimateFees: z.object({ ListingPrice: feesMoney }),
  }),
  FeesEstimate: z.object({
    TotalFeesEstimate: feesMoney,
    /** An empty list says no more than none. */
    FeeDetailList: z
      .array(z.object({ FeeType: z.string(), FinalFee: feesMoney }))
      .nullish()
      .catch(null),
  }),
});
type FeesResult = z.infer<typeof result>;

/** The commission, a percentage of the price (amzn/selling-partner-api-docs issue 3487 and others); every other fee is for the piece. */
const commission = 'ReferralFee';

const questionsPerCall = manifest.fees?.questionsPerCall ?? 0;

/** Asks what Amazon would take: `getMyFeesEstimates`. Asking changes nothing, so it is treated as a read. */
export function amazonFees(client: AmazonClient): NonNullable<ChannelConnector['fees']> {
  return {
    async estimate(questions) {
      if (questions.length > questionsPerCall) throw new Error(`At most ${questionsPerCall} in one call`);
      if (questions.length === 0) return ok([]);
      const answer = await client.call({
        operation: 'getMyFeesEstimates',
        method: 'POST',
        effect: 'read',
        path: '/products/fees/v0/feesEstimate',
        body: questions.map(requestOf),
        schema: z.array(z.unknown()),
      });
      if (!answer.ok) return answer;
      const results = answer.value.flatMap((raw) => {
        const read = result.safeParse(raw);
        return read.success ? [read.data] : [];
      });
      return ok(questions.map((question, index) => estimateOf(question, index, results)));
    },
  };
}

/** `FeesEstimateByIdRequest`. By ASIN, estimates rest on the sizes in the catalogue and may be others (Product Fees API v0). */
function requestOf({ of, marketplace, fulfillment, price }: FeeQuestion, index: number) {
  return {
    IdType: 'channelSku' in of ? 'SellerSKU' : 'ASIN',
    IdValue: idOf(of),
    FeesEstimateRequest: {
      MarketplaceId: marketplace,
      IsAmazonFulfilled: fulfillment === 'channel',
      PriceToEstimateFees: {
        ListingPrice: { CurrencyCode: price.currency, Amount: exactNumber(formatAmount(price)) },
      },
      Identifier: identifierOf(index),
    },
  };
}

function idOf(of: FeeQuestion['of']): string {
  return 'channelSku' in of ? of.channelSku : of.catalogueId;
}

function identifierOf(index: number): string {
  return String(index + 1);
}

/**
 * An estimate is taken only where it names the very sale that was asked about: in a call with a product that Amazon refuses, fees have come under the name of another
 * (amzn/selling-partner-api-models issue 272).
 */
function estimateOf(
  { of: asked, marketplace, price }: FeeQuestion,
  index: number,
  results: readonly FeesResult[],
): FeeEstimate | null {
  const found = results.find(
    ({ Status, FeesEstimateIdentifier: of }) =>
      Status === 'Success' &&
      of.SellerInputIdentifier === identifierOf(index) &&
      of.IdValue === idOf(asked) &&
      of.MarketplaceId === marketplace,
  );
  if (found === undefined) return null;
  const { FeesEstimateIdentifier, FeesEstimate } = found;
  const priced = moneyOf(FeesEstimateIdentifier.PriceToEstimateFees.ListingPrice, price);
  const total = moneyOf(FeesEstimate.TotalFeesEstimate, price);
  if (priced === null || total === null || !isSameMoney(priced, price)) return null;
  return { price, total, ofPrice: commissionIn(FeesEstimate.FeeDetailList ?? [], price) };
}

function commissionIn(
  details: readonly { readonly FeeType: string; readonly FinalFee: z.infer<typeof feesMoney> }[],
  price: Money,
): Money | null {
  const parts = details
    .filter(({ FeeType }) => FeeType === commission)
    .map(({ FinalFee }) => moneyOf(FinalFee, price));
  const known = parts.filter((part) => part !== null);
  return known.length === 0 || known.length < parts.length ? null : sum(known, price.currency);
}

/** An amount in the currency of the price; `null`: none, or none that a fee could be. */
function moneyOf({ Amount, CurrencyCode }: z.infer<typeof feesMoney>, { currency }: Money): Money | null {
  const money = parseMoney(Amount, CurrencyCode);
  return money.ok && money.value.currency === currency && !money.value.amount.startsWith('-')
    ? money.value
    : null;
}
