import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Text } from '@shopify/polaris';
import { Amount } from './amount.tsx';
import { useScreen } from './screen-context.tsx';

type Row = OutputOf<'listings'>['rows'][number];

/** The units that a channel shows, by its own stock where it ships itself; and whether another number is on its way. */
export function ShownQuantity({
  listing,
}: {
  readonly listing: Pick<Row, 'quantity' | 'channelStock' | 'fulfillment'>;
}) {
  const { t, locale } = useScreen();
  const { quantity, channelStock, fulfillment } = listing;
  const units = fulfillment === 'channel' ? channelStock : quantity.units;
  return (
    <>
      {units === null ? '—' : new Intl.NumberFormat(locale).format(units)}
      {fulfillment === 'channel' && <Note>{t('screen.listings.channel-ships')}</Note>}
      {fulfillment === 'merchant' && quantity.isPending && <Note>{t('screen.listings.pending')}</Note>}
    </>
  );
}

/** The price that a channel shows, and whether another one is on its way. */
export function ShownPrice({ shown }: { readonly shown: Row['price'] }) {
  const { t } = useScreen();
  return (
    <>
      {shown.price === null ? '—' : <Amount {...shown.price} />}
      {shown.isPending && <Note>{t('screen.listings.pending')}</Note>}
    </>
  );
}

function Note({ children }: { readonly children: string }) {
  return (
    <>
      <br />
      <Text as="span" tone="subdued">
        {children}
      </Text>
    </>
  );
}
