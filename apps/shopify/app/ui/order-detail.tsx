import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Card, InlineStack, Layout, Page, Text } from '@shopify/polaris';
import { Amount } from './amount.tsx';
import { ExactMoment, Moment } from './moment.tsx';
import { Facts } from './facts.tsx';
import { Issues } from './issues.tsx';
import { OrderChanges } from './order-changes.tsx';
import { OrderLines } from './order-lines.tsx';
import { OrderState } from './order-state.tsx';
import { OutsideLink } from './outside-link.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type View = OutputOf<'order'>;

/** One order: why it is held, what was bought, its parcels, and what became of it since. */
export function OrderDetail({ view }: { readonly view: View }) {
  const { t, may, useCommand } = useScreen();
  const { run, isRunning, problem } = useCommand('retry-order');
  const { id, number, state, reason, issues, parcels, changes } = view;
  const isHeld = state === 'held';
  return (
    <Page
      title={t('screen.order.title', { number })}
      titleMetadata={<OrderState state={state} />}
      backAction={{ content: t('screen.orders.title'), url: '/app/orders' }}
      {...(isHeld &&
        may('retry-order') && {
          primaryAction: {
            content: t('screen.orders.retry'),
            loading: isRunning,
            onAction: () => run({ orderId: id }),
          },
        })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {(problem !== null || reason !== null || issues.length > 0) && (
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    {t('screen.needs-you.title')}
                  </Text>
                  {problem !== null && <Refusal sentence={problem} />}
                  {reason !== null && (
                    <Text as="p" breakWord>
                      {reason}
                    </Text>
                  )}
                  <Issues issues={issues.filter(({ sentence }) => sentence !== reason)} />
                </BlockStack>
              </Card>
            )}
            <OrderLines view={view} />
            {parcels.length > 0 && <Parcels parcels={parcels} />}
            {changes.length > 0 && <OrderChanges changes={changes} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <AboutOrder view={view} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Parcels({ parcels }: { readonly parcels: View['parcels'] }) {
  const { t } = useScreen();
  return (
    <TitledCard title={t('screen.order.parcels')}>
      <BlockStack as="ul" gap="300">
        {parcels.map(({ carrier, trackingNumber, shippedAt, state }) => (
          <Box as="li" key={`${carrier} ${trackingNumber} ${shippedAt}`}>
            <InlineStack align="space-between" gap="200">
              <Text as="span" breakWord>
                {carrier} {trackingNumber}
              </Text>
              <Text as="span" tone="subdued">
                {t(`screen.order.parcel.${state}`)} · <Moment at={shippedAt} />
              </Text>
            </InlineStack>
          </Box>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function AboutOrder({ view }: { readonly view: View }) {
  const { t } = useScreen();
  const { number, storeOrder, storePage, marketplace, marketplacePage } = view;
  const { adjustment, deliverBy, forgetBuyerAt } = view;
  return (
    <TitledCard title={t('screen.order.about')}>
      <Facts
        facts={[
          [
            t('screen.order.store-order'),
            storeOrder === null ? null : (
              <OutsideLink url={storePage} about={t('screen.order.store-order')}>
                {storeOrder}
              </OutsideLink>
            ),
          ],
          [t('screen.filter.account'), view.account],
          [
            t('screen.filter.marketplace'),
            <OutsideLink key="marketplace" url={marketplacePage} about={t('screen.order.title', { number })}>
              {marketplace}
            </OutsideLink>,
          ],
          [t('screen.order.status'), t(`screen.order.status.${view.status}`)],
          [t('screen.orders.bought'), <ExactMoment key="bought" at={view.purchasedAt} />],
          [t('screen.order.deliver-by'), deliverBy === null ? null : <ExactMoment at={deliverBy} />],
          [t('screen.listing.ships'), t(`screen.listing.ships.${view.fulfillment}`)],
          [t('screen.order.adjustment'), adjustment === null ? null : <Amount {...adjustment} />],
          [t('screen.order.buyer'), t(`screen.order.buyer.${view.buyer}`)],
          [
            t('screen.order.forget-buyer'),
            forgetBuyerAt === null ? null : <ExactMoment at={forgetBuyerAt} />,
          ],
        ]}
      />
    </TitledCard>
  );
}
