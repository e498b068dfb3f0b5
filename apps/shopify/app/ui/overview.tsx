import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, InlineGrid, Layout, Page } from '@shopify/polaris';
import { ConnectionHealth } from './connection-health.tsx';
import { ListingFigures, OrderFigures, StockLagFigures } from './figures.tsx';
import { NeedsYou } from './needs-you.tsx';
import { useScreen } from './screen-context.tsx';
import { SetUpGuide } from './set-up-guide.tsx';

export interface OverviewProps {
  readonly view: OutputOf<'overview'>;
  /** Listings that wait to be matched. */
  readonly unmatched: number;
}

/** The app's home page: what is to be set up, what needs the merchant, the health of every link, and how things go. */
export function Overview({ view, unmatched }: OverviewProps) {
  const { t } = useScreen();
  const isSetUp = view.setUp.every(({ isDone }) => isDone);
  return (
    <Page title={t('screen.overview.title')}>
      <Layout>
        {!isSetUp && (
          <Layout.Section>
            <SetUpGuide steps={view.setUp} />
          </Layout.Section>
        )}
        <Layout.Section>
          <BlockStack gap="400">
            <NeedsYou needs={view.needsYou} unmatched={unmatched} />
            <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
              <OrderFigures orders={view.orders} />
              <StockLagFigures lag={view.stockLag} />
            </InlineGrid>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ConnectionHealth connections={view.connections} />
            <ListingFigures listings={view.listings} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
