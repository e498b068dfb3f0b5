import type { OfferFact, RepairKind } from '@quayside/core/domain/channel-issue';
import type { issueMessages } from './issue-messages.ts';

/** What is known of an issue code of Amazon's. */
export interface Explanation {
  readonly message: keyof typeof issueMessages.en;
  /** The attributes that the code is about, for an issue that names none. `named`: only the issue itself can tell. */
  readonly about: readonly string[] | 'named';
  /** Besides those that follow from the attributes. */
  readonly repairs: readonly RepairKind[];
}

/** What attributes of Amazon's hold that we keep as well. */
export const factsOfAttributes: Readonly<Record<string, OfferFact>> = {
  item_name: 'title',
  externally_assigned_product_identifier: 'gtin',
  external_product_id: 'gtin',
  standard_product_id: 'gtin',
  ean: 'gtin',
  merchant_suggested_asin: 'catalogue-id',
  purchasable_offer: 'price',
  fulfillment_availability: 'quantity',
};

const identity = ['externally_assigned_product_identifier', 'brand'] as const;
const look = ['open-listing', 'read-again'] as const;

/**
 * The codes of listing issues that are explained. The README says where each meaning comes from. Everything else is shown in Amazon's own words, and counted.
 */
export const issueExplanations: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  ['4000000', { message: 'amazon.issue.internal-error', about: 'named', repairs: ['relist', 'read-again'] }],
  ['4000001', { message: 'amazon.issue.value-invalid', about: 'named', repairs: look }],
  [
    '5461',
    { message: 'amazon.issue.brand-not-allowed', about: identity, repairs: ['ask-approval', ...look] },
  ],
  [
    '5500',
    {
      message: 'amazon.issue.several-items',
      about: ['externally_assigned_product_identifier'],
      repairs: ['choose-match', 'open-listing'],
    },
  ],
  [
    '5501',
    {
      message: 'amazon.issue.no-item',
      about: ['externally_assigned_product_identifier'],
      repairs: ['choose-match', 'open-listing'],
    },
  ],
  [
    '5665',
    { message: 'amazon.issue.brand-not-approved', about: ['brand'], repairs: ['ask-approval', ...look] },
  ],
  [
    '8007',
    { message: 'amazon.issue.parent-unknown', about: ['child_parent_sku_relationship'], repairs: look },
  ],
  [
    '8008',
    { message: 'amazon.issue.parent-unknown', about: ['child_parent_sku_relationship'], repairs: look },
  ],
  ['8015', { message: 'amazon.issue.value-invalid', about: 'named', repairs: look }],
  ['8105', { message: 'amazon.issue.value-not-in-list', about: 'named', repairs: look }],
  [
    '8541',
    {
      message: 'amazon.issue.other-item',
      about: ['merchant_suggested_asin'],
      repairs: ['choose-match', ...look],
    },
  ],
  [
    '8542',
    {
      message: 'amazon.issue.other-items',
      about: ['externally_assigned_product_identifier'],
      repairs: ['choose-match', ...look],
    },
  ],
  [
    '8560',
    {
      message: 'amazon.issue.no-item-and-no-data',
      about: ['externally_assigned_product_identifier'],
      repairs: ['choose-match', ...look],
    },
  ],
  ['8566', { message: 'amazon.issue.brand-or-number', about: identity, repairs: ['ask-approval', ...look] }],
  [
    '8572',
    { message: 'amazon.issue.number-of-another', about: identity, repairs: ['choose-match', ...look] },
  ],
  ['13013', { message: 'amazon.issue.sku-unknown', about: ['sku'], repairs: ['relist', 'read-again'] }],
  ['18027', { message: 'amazon.issue.image', about: ['main_product_image_locator'], repairs: look }],
  ['18155', { message: 'amazon.issue.minimum-price', about: ['purchasable_offer'], repairs: look }],
  ['18448', { message: 'amazon.issue.incomplete', about: 'named', repairs: look }],
  ['18742', { message: 'amazon.issue.restricted', about: 'named', repairs: look }],
  ['90113', { message: 'amazon.issue.above-limit', about: 'named', repairs: look }],
  ['90114', { message: 'amazon.issue.below-limit', about: 'named', repairs: look }],
  ['90220', { message: 'amazon.issue.missing', about: 'named', repairs: look }],
  ['99016', { message: 'amazon.issue.too-many-values', about: 'named', repairs: look }],
  ['99022', { message: 'amazon.issue.missing-part', about: 'named', repairs: look }],
  ['99300', { message: 'amazon.issue.page-rules', about: 'named', repairs: look }],
  ['90000900', { message: 'amazon.issue.attribute-unknown', about: 'named', repairs: look }],
]);
