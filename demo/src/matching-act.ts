import { acceptMatch, rejectMatch } from '@quayside/core/use-cases/judge-match';
import { listVariants } from '@quayside/core/use-cases/list-variants';
import type { Listing } from '@quayside/core/domain/listing';
import type { MatchFindings } from '@quayside/core/domain/match';
import type { Variant } from '@quayside/core/domain/variant';
import { underOtherWords, unnumbered, wordedVariant } from './choose-listings.ts';
import { isIn } from './listing-acts.ts';
import { amazonShows, stockOf, type Connected } from './story.ts';

/** Products that no barcode finds are looked for by what is said of them; the merchant accepts and rejects, and two are left for the Matching screen. */
export async function matchByWords(scene: Connected): Promise<void> {
  const { stage, account, marketplace, variants, cast, durations } = scene;
  const { engine } = stage.installation;
  const key = { workspaceId: stage.workspaceId, connectionId: account };
  await scene.chapter('12. What no barcode finds is looked for by its words, and the merchant decides');
  // What is accepted for one listing is known for the others of the product.
  const known = new Set([...scene.candidates, wordedVariant(variants, cast)].map((each) => each?.id));
  const goods = unnumbered(variants, cast).filter(({ id }) => !known.has(id));
  const [same, packed, ...left] = goods.slice(0, 4);
  if (same === undefined || packed === undefined) {
    await scene.seen('every product has a barcode: nothing to look for');
    return;
  }
  const sought = [same, packed, ...left];
  await seedWords(scene, sought);
  const began = performance.now();
  const answer = await listVariants(
    engine,
    key,
    marketplace,
    sought.map(({ id }) => ({ variantId: id })),
  );
  if (!answer.ok) throw new Error(`Listing: ${answer.error.kind}`);
  await scene.world(`the merchant lists ${sought.length} products that have no barcode`);
  const linked = await linkByWords(scene);
  const waiting = await isIn(scene, sought, ['needs-match']);
  const [listed, inPacks] = [same, packed].map((variant) =>
    waiting.find(({ variantId }) => variantId === variant.id),
  );
  const [best] = await tell(scene, same, listed);
  const [pack] = await tell(scene, packed, inPacks);
  if (best !== undefined && listed !== undefined) {
    await acceptMatch(engine, key, listed.id, { catalogueId: best });
    await scene.world(`the merchant accepts ${best} for “${same.title}”`);
  }
  if (pack !== undefined && inPacks !== undefined) {
    await rejectMatch(engine, key, inPacks.id, { catalogueId: pack });
    await scene.world(`the merchant rejects ${pack} for “${packed.title}”`);
    const rest = await scene.view.candidates(inPacks.id);
    const isGone = rest.every(({ catalogueId }) => catalogueId !== pack);
    await scene.seen(
      `${isGone ? 'it is not proposed again' : 'it is still proposed'}; proposals left: ${rest.length}`,
    );
  }
  if (linked !== undefined) {
    await amazonShows(scene, underOtherWords, stockOf(variants, linked.sku ?? ''));
    await scene.seen(`Amazon shows the shop’s stock for ${underOtherWords}`);
  }
  if (best !== undefined) {
    await isIn(scene, [same], ['active']);
    durations['matchToActive'] = performance.now() - began;
    await scene.seen(`the offer of “${same.title}” is live`);
  }
}

/** A listing of before, under a SKU that the shop does not know: what it is called says what it is. Answers the product that it is linked to. */
async function linkByWords(scene: Connected): Promise<Variant | undefined> {
  const { stage, account, view, variants } = scene;
  const key = { workspaceId: stage.workspaceId, connectionId: account };
  const listing = (await view.listings(account)).find(({ channelSku }) => channelSku === underOtherWords);
  if (listing === undefined) return undefined;
  const found = await view.linkCandidates(listing.id);
  const [best] = found.toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0));
  const variant = variants.find(({ id }) => id === best?.variantId);
  if (best === undefined || variant === undefined) {
    await scene.seen(`nothing is proposed for ${listing.channelSku} on Amazon, “${listing.title ?? ''}”`);
    return undefined;
  }
  await scene.seen(
    `${listing.channelSku} on Amazon, “${listing.title ?? ''}”, may be “${variant.title}” of the shop: ${inWords(scene, best)}`,
  );
  await acceptMatch(stage.installation.engine, key, listing.id, { variantId: variant.id });
  await scene.world('the merchant accepts that');
  return variant;
}

/** Tells what is proposed for a product, the likeliest first, and answers the catalogue ids. */
async function tell(
  scene: Connected,
  variant: Variant,
  listing: Listing | undefined,
): Promise<readonly string[]> {
  const found = listing === undefined ? [] : await scene.view.candidates(listing.id);
  const sorted = found.toSorted((one, other) => (other.score ?? 0) - (one.score ?? 0));
  const [best] = sorted;
  const proposals = `${sorted.length} ${sorted.length === 1 ? 'proposal' : 'proposals'}`;
  await scene.seen(
    best === undefined
      ? `nothing is proposed for “${variant.title}”`
      : `for “${variant.title}” ${proposals}, first “${best.title}”: ${inWords(scene, best)}`,
  );
  return sorted.map(({ catalogueId }) => catalogueId);
}

function inWords(
  { stage, locale }: Connected,
  { score, reasons, objections, isVetoed }: MatchFindings,
): string {
  const said = (messages: MatchFindings['reasons']): string =>
    messages.map((message) => stage.installation.say(message, locale)).join(' ');
  return [
    score === null ? 'not compared' : `${Math.floor(score * 100)} %`,
    ...(reasons.length === 0 ? [] : [`for it: ${said(reasons)}`]),
    ...(objections.length === 0 ? [] : [`against it: ${said(objections)}`]),
    ...(isVetoed ? ['never linked by itself'] : []),
  ].join('; ');
}

/** Amazon's catalogue calls each of them something else, and has the second one in packs only. */
async function seedWords({ stage }: Connected, [same, packed, ...left]: readonly Variant[]): Promise<void> {
  const items = [
    ...(same === undefined ? [] : [{ variant: same, title: `${same.title}, in a gift box` }]),
    ...(packed === undefined ? [] : [{ variant: packed, title: `${packed.title}, pack of 2` }]),
    ...left.map((variant) => ({ variant, title: `${variant.title}, new` })),
  ];
  await stage.amazon.seedItems(
    items.map(({ variant: { images, attributes }, title }, index) => {
      const [image] = images;
      const brand = attributes['brand']?.[0];
      return {
        ...{ asin: `B0WORDS${String(index).padStart(3, '0')}`, title },
        ...(image !== undefined && { image }),
        ...(brand !== undefined && { brand }),
      };
    }),
  );
}
