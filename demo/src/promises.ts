import type { Message } from '@quayside/core/domain/message';
import type { Listing } from '@quayside/core/domain/listing';
import { wrongPrices } from './check-prices.ts';
import type { Forbidden } from './log-watch.ts';
import { amazonShows, shopOrdersOf, type Connected } from './story.ts';
import { DidNotHappen } from './until.ts';

export interface Outcome {
  readonly counts: Record<string, number>;
  readonly promises: Record<'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P7' | 'P8', boolean>;
  /** What was found wrong, in words. */
  readonly findings: readonly string[];
}

/** Checks every promise on the platforms' own state and on the database, after the story. */
export async function checkPromises(scene: Connected): Promise<Outcome> {
  const findings: string[] = [];
  const check = (promise: string, isKept: boolean, finding: string): boolean => {
    if (!isKept) findings.push(`${promise}: ${finding}`);
    return isKept;
  };
  const converged = await converges(scene, check);
  const shop = await scene.stage.shop.state();
  const amazon = await scene.stage.amazon.state();
  const orders = await scene.view.orders(scene.account);
  const activities = await scene.view.activities();

  let oneOrder = orders.length > 0;
  let noneLost = amazon.orders.length > 0;
  for (const { orderId, status } of amazon.orders) {
    const inShop = await shopOrdersOf(scene, orderId);
    const stored = orders.find((order) => order.marketplaceOrderId === orderId);
    const wanted = status === 'CANCELLED' ? 0 : 1;
    oneOrder =
      check(
        'P1',
        inShop.length === wanted,
        `${orderId} (${status}) has ${inShop.length} orders in the shop`,
      ) && oneOrder;
    const isKnown = stored?.placement.state === 'placed' || stored?.placement.state === 'held';
    noneLost = check('P2', isKnown, `${orderId} is ${stored?.placement.state ?? 'unknown'}`) && noneLost;
  }

  const oversold = shop.products.filter(
    ({ id, stock }) => (stock ?? 0) < 0 && !scene.belowZeroBefore.has(id),
  );
  const linked = await linkedListings(scene);
  const aboveShop = amazon.listings.filter((listing) => {
    const shopSku = linked.get(listing.sku);
    if (shopSku === undefined) return false;
    const shown = listing.stock.find(({ channelCode }) => channelCode === 'DEFAULT')?.quantity ?? 0;
    return shown > Math.max(0, shop.products.find(({ sku }) => sku === shopSku)?.stock ?? 0);
  });
  const aboveInSecond = (await scene.stage.shopify.control.state()).products
    .flatMap(({ variants }) => variants)
    .filter(({ sku, levels }) => {
      const there = levels.reduce((units, { available }) => units + available, 0);
      return there > Math.max(0, shop.products.find((each) => each.sku === sku)?.stock ?? 0);
    });
  const prices = await wrongPrices(scene, linked);
  const noOversell =
    check(
      'P3',
      amazon.oversold.length === 0,
      `Amazon sold ${amazon.oversold.length} times more than it showed`,
    ) &&
    check('P3', oversold.length === 0, `${oversold.length} products are below zero in the shop`) &&
    check(
      'P3',
      aboveShop.length === 0,
      `Amazon offers more than the shop has of ${aboveShop.map(({ sku }) => sku).join(', ')}`,
    ) &&
    check(
      'P3',
      aboveInSecond.length === 0,
      `the second shop offers more than the shop has of ${aboveInSecond.map(({ sku }) => sku).join(', ')}`,
    );

  const leaks = scene.stage.logs.leaks(forbidden(scene, shop.orders, amazon.orders));
  const isQuiet =
    check('P7', leaks.length === 0, `in the log: ${leaks.join(', ')}`) && scene.stage.logs.lines > 0;
  const arePricesExact = check('P5', prices.length === 0, prices.join('; '));
  const isTold = await isEverythingTold(
    scene,
    activities.map(({ message }) => message),
    check,
  );
  return {
    counts: {
      variants: scene.variants.length,
      listings: amazon.listings.length,
      amazonOrders: amazon.orders.length,
      shopOrdersForAmazon: (
        await Promise.all(amazon.orders.map(({ orderId }) => shopOrdersOf(scene, orderId)))
      ).flat().length,
      activities: activities.length,
      openIssues: (await scene.view.issues()).length,
      amazonRefusedForRate: amazon.throttled,
      logLines: scene.stage.logs.lines,
    },
    promises: {
      P1: oneOrder,
      P2: noneLost,
      P3: noOversell,
      P4: converged,
      P5: arePricesExact,
      P7: isQuiet,
      P8: isTold,
    },
    findings,
  };
}

type Check = (promise: string, isKept: boolean, finding: string) => boolean;

/** P4: every linked listing shows what the shop has, although webhooks, an answer and the queue were lost. */
async function converges(scene: Connected, check: Check): Promise<boolean> {
  const shop = await scene.stage.shop.state();
  let all = true;
  for (const [channelSku, shopSku] of await linkedListings(scene)) {
    const stock = shop.products.find(({ sku }) => sku === shopSku)?.stock ?? 0;
    try {
      await amazonShows(scene, channelSku, Math.max(0, stock), 15_000);
    } catch (error) {
      if (!(error instanceof DidNotHappen)) throw error;
      all = check('P4', false, error.message);
    }
  }
  return all;
}

/** Listings that are kept in step, by their SKU on Amazon: the SKU of their product in the shop. */
async function linkedListings(scene: Connected): Promise<ReadonlyMap<string, string>> {
  const skus = new Map(scene.variants.map(({ id, sku }) => [id, sku]));
  const isOn = ({ status }: Listing): boolean => status === 'active' || status === 'inactive';
  return new Map(
    (await scene.view.listings(scene.account)).filter(isOn).flatMap(({ channelSku, variantId }) => {
      const sku = variantId === null ? null : skus.get(variantId);
      return sku == null ? [] : [[String(channelSku), String(sku)] as const];
    }),
  );
}

/** P8: what went wrong was told, each message in both languages and never as a bare code. */
async function isEverythingTold(
  scene: Connected,
  messages: readonly Message[],
  check: Check,
): Promise<boolean> {
  const said = (code: string): boolean => messages.some((message) => message.code === code);
  const expected = [
    'order.held.unknown-sku',
    'activity.order-unconfirmed',
    'activity.order-found',
    'activity.shipment-confirmed',
    'activity.cancellation-followed',
  ];
  const missing = expected.filter((code) => !said(code));
  const issues = (await scene.view.issues()).map(({ message }) => message);
  const bare = [...messages, ...issues].filter((message) =>
    (['en', 'fr'] as const).some((locale) => scene.stage.installation.say(message, locale) === message.code),
  );
  return (
    check('P8', missing.length === 0, `never told: ${missing.join(', ')}`) &&
    check('P8', bare.length === 0, `without words: ${bare.map(({ code }) => code).join(', ')}`)
  );
}

/** P7: the credentials and the buyers of this run. */
function forbidden(
  { stage: { ready, installation } }: Connected,
  shopOrders: readonly Readonly<Record<string, unknown>>[],
  amazonOrders: readonly { readonly document: Readonly<Record<string, unknown>> }[],
): Forbidden[] {
  const secrets: Forbidden[] = [
    { what: 'consumer key', value: ready.woocommerce.consumerKey },
    { what: 'consumer secret', value: ready.woocommerce.consumerSecret },
    { what: 'client secret', value: ready.amazon.clientSecret },
    { what: 'client secret of the app', value: ready.shopify?.clientSecret ?? '' },
    ...ready.amazon.sellers.map(({ refreshToken }) => ({ what: 'refresh token', value: refreshToken })),
    { what: 'database password', value: new URL(installation.databaseUrl).password },
  ];
  const personal = [
    'name',
    'buyerName',
    'buyerEmail',
    'addressLine1',
    'phone',
    'email',
    'first_name',
    'last_name',
    'address_1',
  ];
  const buyers = [
    ...amazonOrders.map(({ document }) => [document['buyer'], document['recipient']]),
    ...shopOrders.map((order) => [order['billing'], order['shipping']]),
  ];
  return [...secrets, ...textsNamed(personal, buyers)];
}

function textsNamed(names: readonly string[], value: unknown): Forbidden[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'string'
      ? names.includes(name)
        ? [{ what: `buyer's ${name}`, value: inner }]
        : []
      : textsNamed(names, inner),
  );
}
