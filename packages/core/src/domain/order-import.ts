import { z } from 'zod';

/** A name as a platform or a shop spells it, and what it is called on the other side. */
const names = z.record(z.string().trim().min(1).max(100), z.string().trim().min(1).max(100));

/**
 * How a channel account's orders come into the store, and what goes between the two afterwards: the policy *order import*. The account's start date
 * stands beside it (`Connection.ordersFrom`).
 */
export const orderImportPolicy = z.strictObject({
  /** Orders that the channel ships from its own warehouses: left out of the store, or put into it as shipped, without touching its stock. */
  channelFulfilled: z.enum(['leave-out', 'as-shipped']),
  /** Orders that the merchant had shipped before they were imported: the same choice. */
  alreadyShipped: z.enum(['leave-out', 'as-shipped']),
  /** Before the marketplace's own number, wherever the store shows it. */
  numberPrefix: z.string().trim().max(20),
  /** Put on every store order. */
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
  /** Who reckons the tax: the channel's amounts are taken as they are, or the store applies its own rates to them. */
  tax: z.enum(['channel-collected', 'store']),
  /** Whether the store learns the buyer's e-mail address: many stores then write to it by themselves. */
  buyerEmail: z.enum(['use', 'leave-out']),
  /** The store's shipping method by the channel's shipping service. Others keep the channel's name. */
  shippingServices: names,
  /** The channel's carrier by the store's. One that the channel does not know and that is not named here is held until it is. */
  carriers: names,
  /** A line that no product is linked to: the order is held, or the line is placed by its name alone, without stock. */
  unmatchedLines: z.enum(['hold', 'plain-line']),
  /** What one side cancels, in whole or in part: cancelled on the other by itself, or told to the merchant. */
  cancellations: z.enum(['follow', 'tell']),
  /** What one side refunds: entered on the other by itself, or told to the merchant. */
  refunds: z.enum(['follow', 'tell']),
});

export type OrderImportPolicy = Readonly<z.infer<typeof orderImportPolicy>>;

/** What a new account begins with. */
export const plainOrderImport: OrderImportPolicy = {
  channelFulfilled: 'leave-out',
  alreadyShipped: 'leave-out',
  numberPrefix: '',
  tags: [],
  tax: 'channel-collected',
  buyerEmail: 'leave-out',
  shippingServices: {},
  carriers: {},
  unmatchedLines: 'hold',
  cancellations: 'follow',
  refunds: 'follow',
};
