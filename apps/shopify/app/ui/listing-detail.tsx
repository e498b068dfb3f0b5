import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, Layout, Page } from '@shopify/polaris';
import { useEffect } from 'react';
import { AskedValues } from './asked-values.tsx';
import { Facts } from './facts.tsx';
import { Issues } from './issues.tsx';
import { LinkForm } from './link-form.tsx';
import { ListingPolicies } from './listing-policies.tsx';
import { ListingStatus } from './listing-status.tsx';
import { MatchCandidates } from './match-candidates.tsx';
import { MatchForm } from './match-form.tsx';
import { Moment } from './moment.tsx';
import { OfferCalculation } from './offer-calculation.tsx';
import { Picture } from './picture.tsx';
import { Problems } from './problems.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { ShownPrice, ShownQuantity } from './shown.tsx';
import { TitledCard } from './titled-card.tsx';

export interface ListingDetailProps {
  readonly view: OutputOf<'listing'>;
  readonly policies: OutputOf<'policies'>['rows'];
}

/** One listing: what is wrong with it, what should be shown and why, what is shown, and by which policies. */
export function ListingDetail({ view, policies }: ListingDetailProps) {
  const { t, may, tell, useCommand } = useScreen();
  const readAgain = useCommand('read-listing-again');
  const stop = useCommand('stop-listings');
  const relist = useCommand('relist-listings');
  const change = { connectionId: view.connectionId, listingIds: [view.id] };
  const problem = stop.problem ?? relist.problem ?? readAgain.problem;

  useEffect(() => {
    if (readAgain.done !== null) tell(t('screen.repair.read'));
  }, [readAgain.done]);

  return (
    // The copy of the menu that Polaris measures, out of sight, is wider than a long title leaves room for.
    <div style={{ overflowX: 'clip' }}>
      <Page
        title={view.title ?? view.channelSku}
        titleMetadata={<ListingStatus listing={view} />}
        backAction={{ content: t('screen.listings.title'), url: '/app/listings' }}
        secondaryActions={[
          ...(view.mayReadAgain && may('read-listing-again')
            ? [
                {
                  content: t('screen.repair.read-again'),
                  loading: readAgain.isRunning,
                  onAction: () => readAgain.run({ connectionId: view.connectionId, listingId: view.id }),
                },
              ]
            : []),
          ...(may('stop-listings')
            ? [
                view.isStopped
                  ? {
                      content: t('screen.listings.relist'),
                      loading: relist.isRunning,
                      onAction: () => relist.run(change),
                    }
                  : {
                      content: t('screen.listings.stop'),
                      loading: stop.isRunning,
                      onAction: () => stop.run(change),
                    },
              ]
            : []),
        ]}
      >
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {problem !== null && (
                <Card>
                  <Refusal sentence={problem} />
                </Card>
              )}
              <AskedValues asked={view.asked} />
              <WhatIsWrong view={view} />
              {view.candidates.length > 0 && <MatchCandidates listing={view} />}
              {view.mayChooseMatch && may('choose-match') && <MatchForm listing={view} />}
              {view.product === null && may('link-listing') && <LinkForm listing={view} />}
              <OfferCalculation
                title={t('screen.listings.quantity')}
                decision={view.wanted.quantity}
                shown={<ShownQuantity listing={view} />}
                shownParts={view.quantity}
                shownAt={view.quantity.at}
              />
              <OfferCalculation
                title={t('screen.listings.price')}
                decision={view.wanted.price}
                shown={<ShownPrice shown={view.price} />}
                shownParts={view.price}
                shownAt={view.price.at}
              />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <AboutListing view={view} />
              <ListingPolicies listing={view} policies={policies} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Page>
    </div>
  );
}

function WhatIsWrong({ view }: { readonly view: OutputOf<'listing'> }) {
  const { t } = useScreen();
  const { problems, asked } = view;
  const issues = view.issues.filter(({ sentence }) => asked.every((each) => each.sentence !== sentence));
  if (issues.length === 0 && problems.length === 0) return null;
  return (
    <TitledCard title={t('screen.listing.wrong')}>
      <Issues issues={issues} />
      <Problems listing={view} />
    </TitledCard>
  );
}

function AboutListing({ view }: { readonly view: OutputOf<'listing'> }) {
  const { t } = useScreen();
  const { image, product, linkedBy, unitsPerListing, explicitQuantity, seenAt } = view;
  return (
    <TitledCard title={t('screen.listing.about')}>
      <Picture url={image} />
      <Facts
        facts={[
          [t('screen.filter.account'), view.account],
          [t('screen.filter.marketplace'), view.marketplace],
          [t('screen.listing.sku'), view.channelSku],
          [t('screen.listing.catalogue-id'), view.catalogueId],
          [t('screen.listing.product'), product === null ? t('screen.listing.unlinked') : product.title],
          [t('screen.listing.product-sku'), product?.sku ?? null],
          [
            t('screen.listing.linked-by'),
            linkedBy === null ? null : t(`screen.listing.linked-by.${linkedBy}`),
          ],
          [t('screen.listing.units'), unitsPerListing],
          [t('screen.listing.explicit'), explicitQuantity],
          [t('screen.listing.ships'), t(`screen.listing.ships.${view.fulfillment}`)],
          [t('screen.listing.seen'), seenAt === null ? null : <Moment at={seenAt} />],
        ]}
      />
    </TitledCard>
  );
}
