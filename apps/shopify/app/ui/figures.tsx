import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Figure } from './figure.tsx';
import { OrdersChart, StockLagChart } from './lazy-charts.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type View = OutputOf<'overview'>;

export function OrderFigures({ orders }: { readonly orders: View['orders'] }) {
  const { t } = useScreen();
  const { days, held, onTheirWay, placed } = orders;
  return (
    <Figures title={t('screen.figures.orders')}>
      <Figure name={t('screen.figures.placed')} value={placed} url="/app/orders?tab=placed" />
      <Figure name={t('screen.figures.on-their-way')} value={onTheirWay} url="/app/orders?tab=on-their-way" />
      <Figure name={t('screen.figures.held')} value={held} url="/app/orders?tab=held" />
      <OrdersChart days={days} />
    </Figures>
  );
}

export function StockLagFigures({ lag }: { readonly lag: View['stockLag'] }) {
  const { t } = useScreen();
  const { overall, hours } = lag;
  return (
    <Figures title={t('screen.figures.stock-lag')}>
      {overall === null ? (
        <Text as="p" tone="subdued">
          {t('screen.figures.nothing-sent')}
        </Text>
      ) : (
        <>
          <Figure name={t('screen.figures.half-within')} value={<Seconds ms={overall.p50Ms} />} />
          <Figure name={t('screen.figures.nearly-all-within')} value={<Seconds ms={overall.p99Ms} />} />
          <Figure name={t('screen.figures.sent')} value={overall.count} />
        </>
      )}
      <StockLagChart hours={hours} />
    </Figures>
  );
}

export function ListingFigures({ listings }: { readonly listings: View['listings'] }) {
  const { t } = useScreen();
  const { onChannel, needYou, total } = listings;
  return (
    <Figures title={t('screen.figures.listings')}>
      <Figure name={t('screen.figures.on-channel')} value={onChannel} url="/app/listings?tab=on-channel" />
      <Figure name={t('screen.figures.need-you')} value={needYou} url="/app/listings?tab=need-you" />
      <Figure name={t('screen.figures.all')} value={total} url="/app/listings" />
    </Figures>
  );
}

/** A card of figures that stand in a row, and what comes below them. */
function Figures({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <TitledCard title={title}>
      <InlineStack gap="600">{children}</InlineStack>
    </TitledCard>
  );
}

function Seconds({ ms }: { readonly ms: number }) {
  const { locale } = useScreen();
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    maximumFractionDigits: ms < 10_000 ? 1 : 0,
  });
  return <span suppressHydrationWarning>{format.format(ms / 1_000)}</span>;
}
