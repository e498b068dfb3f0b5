import { plainSellingRules } from '@quayside/core/domain/selling-rules';
import { applyChange, proposeChange } from '@quayside/core/use-cases/change-policies';
import { relistListings, stopListings } from '@quayside/core/use-cases/change-listings';
import { chooseMatch } from '@quayside/core/use-cases/judge-match';
import { inWords } from '@quayside/core/domain/offer';
import { explainOffer } from '@quayside/core/use-cases/explain-offer';
import { listVariants } from '@quayside/core/use-cases/list-variants';
import { createPolicy } from '@quayside/core/use-cases/save-policy';
import type { ListingStatus } from '@quayside/core/domain/listing-life';
import type { Listing } from '@quayside/core/domain/listing';
import type { Variant } from '@quayside/core/domain/variant';
import { amazonShows, stockOf, titleOf, type Connected } from './story.ts';
import { until } from './until.ts';

/** What the demo's policy adds to the shop's price. */
export const surchargePercent = '10';

/** The listings that the seller has on Amazon already are found there, and linked by SKU, then by barcode. */
export async function linkExisting(scene: Connected): Promise<void> {
  const { view, account, marketplace, store, cast, variants, existing, durations } = scene;
  await scene.chapter('2. The listings that Amazon has already are found and linked');
  await scene.world(
    `the seller has ${existing.length} listings on Amazon, some under the shop's SKUs, some under others, each with a quantity of 1`,
  );
  const { afterMs } = await until(
    'the list of Amazon’s listings',
    async () => (await view.listings(account)).length >= existing.length,
  );
  durations['listingsImport'] = afterMs;
  const listings = await view.listings(account);
  const by = (how: Listing['linkedBy']): number => listings.filter(({ linkedBy }) => linkedBy === how).length;
  const { unlinked, unlisted } = await view.unlinked(account, store, marketplace);
  await scene.seen(
    `${listings.length} read from Amazon's report: ${by('channel-sku')} linked by SKU, ${by('gtin')} by barcode, ${unlinked.length} without a product (${unlinked.map(({ channelSku }) => channelSku).join(', ')})`,
  );
  await scene.seen(`${unlisted.length} of the shop's ${variants.length} variants are not on Amazon`);
  const skus = Object.values(cast).filter((sku) => sku !== cast.notLinkedAtFirst);
  for (const sku of skus) {
    durations['linkToShown'] = await amazonShows(scene, sku, stockOf(variants, sku));
  }
  await scene.seen(`Amazon shows the shop's stock for all that are linked`);
}

/** Variants are put on Amazon, many at once: matched by barcode, held back and explained where something lacks. */
export async function listMore(scene: Connected): Promise<void> {
  const { stage, account, marketplace, durations, candidates } = scene;
  const { engine } = stage.installation;
  const key = { workspaceId: stage.workspaceId, connectionId: account };
  await scene.chapter('3. List more products on Amazon, and set prices');
  if (candidates.length === 0) {
    await scene.seen('every variant with a SKU and stock is on Amazon already: nothing to list');
    await setPrices(scene);
    return;
  }
  const [broken, doubtful, ...plain] = candidates;
  await seedCatalogue(scene);
  if (broken !== undefined) {
    await stage.shop.writeRaw({ sku: broken.sku ?? '' }, { regular_price: 'on request', sale_price: '' });
    await until(
      'the price that is none',
      async () => (await scene.view.variants(scene.store)).find(({ id }) => id === broken.id)?.price === null,
    );
  }
  const began = performance.now();
  const answer = await listVariants(
    engine,
    key,
    marketplace,
    candidates.map((variant) => ({
      variantId: variant.id,
      ...(variant.gtin === null && { catalogueId: asinOf(candidates.indexOf(variant)) }),
    })),
  );
  if (!answer.ok) throw new Error(`Listing: ${answer.error.kind}`);
  await scene.world(`the merchant lists ${candidates.length} products at once`);
  await isIn(scene, candidates, ['incomplete', 'needs-match']);
  await scene.seen(
    'nothing is sent while there is no price: the account has no selling policy yet, and each listing says so',
  );
  await setPrices(scene);

  if (plain.length > 0) {
    await isIn(scene, plain, ['active']);
    durations['listToActive'] = performance.now() - began;
    await scene.seen(
      `${plain.length} offers are live on Amazon, each on the product with the same barcode, ${(durations['listToActive'] / 1000).toFixed(1)} s after the click`,
    );
  }
  if (doubtful !== undefined) {
    const [listing] = await isIn(scene, [doubtful], ['needs-match', 'active']);
    if (listing?.status === 'needs-match') {
      const proposals = await scene.view.candidates(listing.id);
      await scene.seen(
        `Amazon has ${proposals.length} products with the barcode of “${doubtful.title}”; the merchant chooses ${proposals[0]?.catalogueId ?? ''}`,
      );
      await chooseMatch(engine, key, listing.id, proposals[0]?.catalogueId ?? '');
      await isIn(scene, [doubtful], ['active']);
    }
  }
  if (broken !== undefined) await repair(scene, broken);
  const shown = plain[0];
  if (shown === undefined) return;
  await tellCalculation(scene, shown);
  await stopAndRelist(scene, shown);
}

/** One that is incomplete: explained, repaired in the shop, and live by itself. */
async function repair(scene: Connected, broken: Variant): Promise<void> {
  const [listing] = await isIn(scene, [broken], ['incomplete']);
  const issue = (await scene.view.issues()).find(({ key }) => key === `listing/${listing?.id ?? ''}/life`);
  if (issue === undefined) throw new Error('An incomplete listing without an issue');
  scene.timeline.quayside(scene.stage.installation.say(issue.message, scene.locale));
  await scene.stage.shop.writeRaw({ sku: broken.sku ?? '' }, { regular_price: '39.90' });
  await scene.world(`the merchant enters 39.90 for “${broken.title}” in the shop`);
  await isIn(scene, [broken], ['active']);
  await scene.seen('it is live on Amazon, by itself');
}

/** How a price comes about, step by step. */
async function tellCalculation(scene: Connected, variant: Variant): Promise<void> {
  const { stage } = scene;
  const [listing] = await isIn(scene, [variant], ['active']);
  if (listing === undefined) return;
  const explained = await explainOffer(stage.installation.engine, stage.workspaceId, listing.id);
  if (!explained.ok || explained.value.price.kind !== 'value') return;
  const steps = explained.value.price.steps.map(({ step, value }) => `${step} ${inWords(value)}`);
  await scene.seen(`how the price of “${variant.title}” comes about: ${steps.join(' → ')}`);
}

async function stopAndRelist(scene: Connected, variant: Variant): Promise<void> {
  const { stage, account } = scene;
  const key = { workspaceId: stage.workspaceId, connectionId: account };
  const [listing] = await isIn(scene, [variant], ['active']);
  const sku = variant.sku ?? '';
  if (listing === undefined) return;
  await stopListings(stage.installation.engine, key, [listing.id]);
  await amazonShows(scene, sku, 0);
  await relistListings(stage.installation.engine, key, [listing.id]);
  await amazonShows(scene, sku, stockOf(scene.variants, sku));
  await scene.seen(`“${variant.title}” was stopped by hand (Amazon showed 0) and relisted`);
}

/** A policy for the whole account: the shop's price and ten per cent; shown over everything that is listed, then applied. */
async function setPrices(scene: Connected): Promise<void> {
  const { stage, account } = scene;
  const { engine } = stage.installation;
  const policy = await createPolicy(engine, stage.workspaceId, {
    kind: 'selling',
    name: `Shop price + ${surchargePercent} %`,
    rules: {
      ...plainSellingRules,
      price: {
        ...plainSellingRules.price,
        source: { kind: 'effective' },
        modifiers: [{ kind: 'percent', value: surchargePercent }],
      },
    },
  });
  if (!policy.ok) throw new Error('The policy is refused');
  await scene.world(`the merchant writes a policy: the shop's price plus ${surchargePercent} %`);
  const proposed = await proposeChange(engine, stage.workspaceId, {
    kind: 'assignment',
    connectionId: account,
    policyKind: 'selling',
    policyId: policy.value.id,
  });
  if (!proposed.ok) throw new Error(`The policy cannot be assigned: ${proposed.error.kind}`);
  const { id } = proposed.value;
  const read = () => engine.storage.transaction(stage.workspaceId, (tx) => tx.policyChanges.get(id));
  await until('the preview of the policy', async () => (await read())?.state === 'previewed');
  const preview = (await read())?.preview;
  if (preview === undefined) throw new Error('The preview is gone');
  const { raised, lowered, refused, largest } = preview.price;
  const [most] = largest.filter(({ before, after }) => before !== null && after !== null);
  const example = most?.after == null ? '' : `, the most ${most.channelSku} to ${inWords(most.after)}`;
  await scene.seen(
    `shown before anything changes: of ${preview.listings} listings ${raised} prices would be set or rise and ${lowered} fall${example}, ${Object.keys(refused).length} reasons for no price, ${preview.asks} odd enough to be asked about`,
  );
  const applied = await applyChange(engine, stage.workspaceId, id, true);
  if (!applied.ok) throw new Error(`The policy cannot be applied: ${applied.error.kind}`);
  await scene.world('the merchant applies it');
}

/** Amazon's catalogue has a product for each; for the second one, two with the same barcode. */
async function seedCatalogue({ stage, candidates }: Connected): Promise<void> {
  await stage.amazon.seedItems(
    candidates.map((variant, index) => ({
      asin: asinOf(index),
      title: variant.title,
      ...(variant.gtin !== null && { gtins: [variant.gtin.slice(1)] }),
    })),
  );
  const doubtful = candidates[1];
  if (doubtful?.gtin == null) return;
  const title = `${doubtful.title} (other seller's page)`;
  await stage.amazon.seedItems([{ asin: 'B0DEMO9999', title, gtins: [doubtful.gtin.slice(1)] }]);
}

function asinOf(index: number): string {
  return `B0DEMO${String(index).padStart(4, '0')}`;
}

/** Waits until the listings of these variants have one of these statuses, and answers them. */
export async function isIn(
  { view, account, variants }: Connected,
  wanted: readonly Variant[],
  statuses: readonly ListingStatus[],
): Promise<readonly Listing[]> {
  const ids = new Set(wanted.map(({ id }) => id));
  const names = wanted.slice(0, 3).map(({ sku }) => titleOf(variants, sku ?? ''));
  const { found } = await until(
    `${names.join(', ')} to be ${statuses.join(' or ')}`,
    async () => {
      const listings = (await view.listings(account)).filter(
        ({ variantId }) => variantId !== null && ids.has(variantId),
      );
      return listings.length >= ids.size && listings.every(({ status }) => statuses.includes(status))
        ? listings
        : undefined;
    },
    45_000,
  );
  return found;
}
