import { brandId, type MarketplaceId } from '@quayside/core/domain/ids';
import { parseCurrency, type CurrencyCode } from '@quayside/core/domain/money';

/** Currencies that a shop can have: `CurrencyCode` of the schema, without those that it deprecates and those that are no money of ISO 4217. */
export const shopCurrencies: readonly CurrencyCode[] = `
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR
IQD IRR ISK JEP JMD JOD JPY KES KGS KHR KID KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
SDG SEK SGD SHP SLL SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST
XAF XCD XOF XPF YER ZAR ZMW`
  .trim()
  .split(/\s+/)
  .flatMap((code) => parseCurrency(code) ?? []);

/**
 * The one place where a shop sells: itself. Shops have their currency, and a manifest names the currency of each marketplace, so a shop is the marketplace of
 * its currency.
 */
export function followerMarketplace(currency: CurrencyCode): MarketplaceId {
  return brandId<MarketplaceId>(`shopify-${currency}`);
}

export const followerMarketplaces = shopCurrencies.map((currency) => ({
  id: followerMarketplace(currency),
  name: `Shopify (${currency})`,
  currency,
}));
