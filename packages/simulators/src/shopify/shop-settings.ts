/** What a shop is; all may be changed while it runs. */
export interface ShopSettings {
  /** `<handle>.myshopify.com`. */
  domain: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** ISO 3166-1, two letters. */
  country: string;
  email: string;
  ianaTimezone: string;
  taxesIncluded: boolean;
  /** The languages of the shop, the primary one first. */
  locales: string[];
  plan: PlanName;
  /** Milliseconds until the search (`query:`) knows what was saved. Shopify publishes none; 3000 is the simulator's own choice. */
  searchLagMs: number;
  /** Milliseconds until a cancellation is done. Shopify publishes none; 1000 is the simulator's own choice. */
  cancelDelayMs: number;
  /** Whether the product's `updatedAt` moves when units are sold or counted, as the topic products/update says (`whenever a product is ordered`). */
  inventoryTouchesProduct: boolean;
  /** Whether the app may see names, addresses, phones and emails of buyers. */
  protectedDataApproved: boolean;
}

/** Shopify's plans as far as their rate limits differ. */
export type PlanName = 'standard' | 'advanced' | 'plus' | 'enterprise';

/** A shop in France that sells in euros. */
export function defaultShopSettings(): ShopSettings {
  return {
    domain: 'quayside-demo.myshopify.com',
    name: 'Simulated shop',
    currency: 'EUR',
    country: 'FR',
    email: 'owner@example.com',
    ianaTimezone: 'Europe/Paris',
    taxesIncluded: true,
    locales: ['en', 'fr'],
    plan: 'standard',
    searchLagMs: 3000,
    cancelDelayMs: 1000,
    inventoryTouchesProduct: true,
    protectedDataApproved: true,
  };
}
