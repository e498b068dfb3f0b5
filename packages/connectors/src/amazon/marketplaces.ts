import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { parseCurrency, type CurrencyCode } from '@quayside/core/domain/money';

export const amazonRegions = ['EU', 'NA', 'FE'] as const;
/** A selling region: one authorisation and one endpoint each. */
export type AmazonRegion = (typeof amazonRegions)[number];

/** Amazon's documentation, "SP-API Endpoints". */
export const regionEndpoints: Readonly<Record<AmazonRegion, string>> = {
  EU: 'https://sellingpartnerapi-eu.amazon.com',
  NA: 'https://sellingpartnerapi-na.amazon.com',
  FE: 'https://sellingpartnerapi-fe.amazon.com',
};

/** Login with Amazon, for every region (Amazon's documentation, "Connecting to the Selling Partner API"). */
export const tokenEndpoint = 'https://api.amazon.com/auth/o2/token';

export interface AmazonMarketplace {
  readonly id: MarketplaceId;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly region: AmazonRegion;
  /** Where its sellers sign in, and let applications in. */
  readonly sellerCentral: string;
}

/** The marketplaces that Amazon began with in Europe share one Seller Central; every other one has its own. */
const sharedInEurope = new Set(['Amazon.co.uk', 'Amazon.de', 'Amazon.es', 'Amazon.fr', 'Amazon.it']);

/** Amazon's documentation, "Seller Central URLs"; compared with four open clients that list the same. */
function sellerCentralOf(name: string): string {
  if (sharedInEurope.has(name)) return 'https://sellercentral-europe.amazon.com';
  return `https://sellercentral.${name.toLowerCase()}`;
}

/** Amazon's documentation, "Marketplace IDs"; ids as in @scaleleap/amazon-marketplaces 18.0.2 (MIT). */
const rows: readonly (readonly [AmazonRegion, string, string, string])[] = [
  ['EU', 'A2VIGQ35RCS4UG', 'Amazon.ae', 'AED'],
  ['EU', 'A1F83G8C2ARO7P', 'Amazon.co.uk', 'GBP'],
  ['EU', 'AE08WJ6YKNBMC', 'Amazon.co.za', 'ZAR'],
  ['EU', 'AMEN7PMS3EDWL', 'Amazon.com.be', 'EUR'],
  ['EU', 'A33AVAJ2PDY3EV', 'Amazon.com.tr', 'TRY'],
  ['EU', 'A1PA6795UKMFR9', 'Amazon.de', 'EUR'],
  ['EU', 'ARBP9OOSHTCHU', 'Amazon.eg', 'EGP'],
  ['EU', 'A1RKKUPIHCS9HS', 'Amazon.es', 'EUR'],
  ['EU', 'A13V1IB3VIYZZH', 'Amazon.fr', 'EUR'],
  ['EU', 'A28R8C7NBKEWEA', 'Amazon.ie', 'EUR'],
  ['EU', 'A21TJRUUN4KGV', 'Amazon.in', 'INR'],
  ['EU', 'APJ6JRA9NG5V4', 'Amazon.it', 'EUR'],
  ['EU', 'A1805IZSGTT6HS', 'Amazon.nl', 'EUR'],
  ['EU', 'A1C3SOZRARQ6R3', 'Amazon.pl', 'PLN'],
  ['EU', 'A17E79C6D8DWNP', 'Amazon.sa', 'SAR'],
  ['EU', 'A2NODRKZP88ZB9', 'Amazon.se', 'SEK'],
  ['NA', 'A2EUQ1WTGCTBG2', 'Amazon.ca', 'CAD'],
  ['NA', 'ATVPDKIKX0DER', 'Amazon.com', 'USD'],
  ['NA', 'A2Q3Y263D00KWC', 'Amazon.com.br', 'BRL'],
  ['NA', 'A1AM78C64UM0Y8', 'Amazon.com.mx', 'MXN'],
  ['FE', 'A1VC38T7YXB528', 'Amazon.co.jp', 'JPY'],
  ['FE', 'A39IBJ37TRP1C6', 'Amazon.com.au', 'AUD'],
  ['FE', 'A19VAU5U5O7RUS', 'Amazon.sg', 'SGD'],
];

export const amazonMarketplaces: readonly AmazonMarketplace[] = rows.map(([region, id, name, code]) => {
  const currency = parseCurrency(code);
  if (currency === undefined) throw new Error(`${code} is no currency`);
  return { id: brandId<MarketplaceId>(id), name, currency, region, sellerCentral: sellerCentralOf(name) };
});
