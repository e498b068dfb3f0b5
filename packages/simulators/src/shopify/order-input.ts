/** Money as inputs carry it; only the shop's side is read. */
export interface MoneyBagInput {
  readonly shopMoney: { readonly amount: string; readonly currencyCode: string };
  readonly presentmentMoney?: { readonly amount: string; readonly currencyCode: string } | null;
}

/** `OrderCreateTaxLineInput`. */
export interface TaxLineInput {
  readonly title: string;
  readonly rate: string;
  readonly priceSet?: MoneyBagInput | null;
  readonly channelLiable?: boolean | null;
}

/** `MailingAddressInput`. */
export type AddressInput = Readonly<
  Partial<
    Record<
      | 'firstName'
      | 'lastName'
      | 'company'
      | 'address1'
      | 'address2'
      | 'city'
      | 'zip'
      | 'province'
      | 'provinceCode'
      | 'country'
      | 'countryCode'
      | 'phone',
      string | null
    >
  >
>;

/** `OrderCreateLineItemInput`, as far as the simulator reads it. */
export interface LineInput {
  readonly variantId?: string | null;
  readonly productId?: string | null;
  readonly title?: string | null;
  readonly variantTitle?: string | null;
  readonly sku?: string | null;
  readonly vendor?: string | null;
  readonly quantity: number;
  readonly priceSet?: MoneyBagInput | null;
  readonly taxLines?: readonly TaxLineInput[] | null;
  readonly taxable?: boolean | null;
  readonly requiresShipping?: boolean | null;
  readonly properties?: readonly { readonly name: string; readonly value: string }[] | null;
}

/** `MetafieldInput`. */
export interface MetafieldInput {
  readonly namespace?: string | null;
  readonly key?: string | null;
  readonly type?: string | null;
  readonly value?: string | null;
}

/** `OrderCreateOrderInput`, as far as the simulator reads it. */
export interface OrderInput {
  readonly name?: string | null;
  readonly currency?: string | null;
  readonly presentmentCurrency?: string | null;
  readonly lineItems?: readonly LineInput[] | null;
  readonly shippingLines?:
    | readonly {
        readonly title: string;
        readonly code?: string | null;
        readonly source?: string | null;
        readonly priceSet: MoneyBagInput;
        readonly taxLines?: readonly TaxLineInput[] | null;
      }[]
    | null;
  readonly taxLines?: readonly TaxLineInput[] | null;
  readonly taxesIncluded?: boolean | null;
  readonly transactions?:
    | readonly {
        readonly amountSet: MoneyBagInput;
        readonly gateway?: string | null;
        readonly kind?: string | null;
        readonly status?: string | null;
        readonly test?: boolean | null;
        readonly processedAt?: string | null;
      }[]
    | null;
  readonly financialStatus?: string | null;
  readonly fulfillmentStatus?: string | null;
  readonly fulfillment?: {
    readonly locationId: string;
    readonly trackingCompany?: string | null;
    readonly trackingNumber?: string | null;
    readonly trackingNumbers?: readonly string[] | null;
  } | null;
  readonly metafields?: readonly MetafieldInput[] | null;
  readonly billingAddress?: AddressInput | null;
  readonly shippingAddress?: AddressInput | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly note?: string | null;
  readonly poNumber?: string | null;
  readonly tags?: readonly string[] | null;
  readonly customAttributes?: readonly { readonly key: string; readonly value: string }[] | null;
  readonly sourceName?: string | null;
  readonly sourceIdentifier?: string | null;
  readonly processedAt?: string | null;
  readonly closedAt?: string | null;
  readonly test?: boolean | null;
  readonly customer?: unknown;
  readonly customerId?: unknown;
  readonly companyLocationId?: unknown;
  readonly discountCode?: unknown;
  readonly userId?: unknown;
}

/** `OrderCreateInputsInventoryBehavior`. */
export type InventoryBehaviour = 'BYPASS' | 'DECREMENT_IGNORING_POLICY' | 'DECREMENT_OBEYING_POLICY';
