import type { Clock } from '../clock.ts';
import { Exact } from '../decimal-text.ts';
import { asObject, asObjects, asText } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Answer, SimulatedRoute } from '../simulated-route.ts';
import { AmazonError, invalidInput } from './amazon-error.ts';
import type { AmazonApi, AmazonCall } from './amazon-route.ts';
import { amazonRoute } from './amazon-route.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import type { ListingStore } from './listing-store.ts';

/** Amazon's documentation, "Product Fees API v0". */
const MOST_PRODUCTS = 20;
/** The simulator's own choice, in the range of what Amazon takes: a part of the price, but at least something, and for what Amazon ships an amount for each piece. */
const COMMISSION = new Exact('0.15');
const LEAST_COMMISSION = new Exact('0.3');
const SHIPPED_BY_AMAZON = new Exact('3.1');

interface Shop {
  readonly listings: ListingStore;
  readonly catalogue: CatalogueStore;
  readonly clock: Clock;
}

/** `getMyFeesEstimates` of the Product Fees API v0. */
export function feeRoutes(api: AmazonApi, shop: Shop): SimulatedRoute[] {
  return [
    amazonRoute(api, {
      method: 'POST',
      api: 'fees',
      model: 'productFeesV0.json',
      template: '/products/fees/v0/feesEstimate',
      operation: 'fees.estimate',
      work: (call) => estimateFees(shop, call),
    }),
  ];
}

function estimateFees(shop: Shop, call: AmazonCall): Answer {
  const products = asObjects(call.body);
  if (products.length === 0 || products.length > MOST_PRODUCTS)
    throw invalidInput('fees', '1 to 20 products');
  return { status: 200, body: products.map((product) => estimateFee(shop, call, product)) };
}

function estimateFee(
  { listings, catalogue, clock }: Shop,
  { seller }: AmazonCall,
  product: JsonObject,
): JsonObject {
  const { IdType, IdValue } = product;
  const request = asObject(product['FeesEstimateRequest']);
  const { MarketplaceId, IsAmazonFulfilled, PriceToEstimateFees, Identifier } = request;
  const marketplaceId = asText(MarketplaceId) ?? '';
  // Worded as in the official sandbox case getMyFeesEstimates 2.
  if (!seller.marketplaceIds.includes(marketplaceId))
    throw new AmazonError(400, 'InvalidInput', 'Incorrect Marketplace identifier.');
  const identifier = {
    MarketplaceId,
    SellerId: seller.sellerId,
    IdType,
    IdValue,
    IsAmazonFulfilled: IsAmazonFulfilled === true,
    PriceToEstimateFees,
    SellerInputIdentifier: Identifier,
  };
  const id = asText(IdValue) ?? '';
  const isKnown =
    IdType === 'ASIN'
      ? catalogue.find(marketplaceId, id) !== undefined
      : listings.find(seller.sellerId, id, marketplaceId) !== undefined;
  const listingPrice = asObject(asObject(PriceToEstimateFees)['ListingPrice']);
  const price = new Exact(asText(listingPrice['Amount']) ?? 0);
  if (!isKnown || !price.greaterThan(0)) {
    // As sellers report it (amzn/selling-partner-api-models issue 2732).
    const Message = 'There is an client-side error. Please verify your inputs.';
    return {
      Status: 'ClientError',
      FeesEstimateIdentifier: identifier,
      Error: { Type: 'Sender', Code: 'InvalidParameterValue', Message, Detail: [] },
    };
  }
  const currency = asText(listingPrice['CurrencyCode']) ?? '';
  const commission = Exact.max(price.times(COMMISSION), LEAST_COMMISSION);
  const shipped = IsAmazonFulfilled === true ? SHIPPED_BY_AMAZON : new Exact(0);
  return {
    Status: 'Success',
    FeesEstimateIdentifier: identifier,
    FeesEstimate: {
      TimeOfFeesEstimation: clock().toISOString(),
      TotalFeesEstimate: money(commission.plus(shipped), currency),
      FeeDetailList: [fee('ReferralFee', commission, currency), fee('FBAFees', shipped, currency)],
    },
  };
}

function fee(type: string, amount: Exact, currency: string): JsonObject {
  return {
    FeeType: type,
    FeeAmount: money(amount, currency),
    FeePromotion: money(new Exact(0), currency),
    FinalFee: money(amount, currency),
  };
}

function money(amount: Exact, currency: string): JsonObject {
  return { CurrencyCode: currency, Amount: amount.toDecimalPlaces(2).toNumber() };
}
