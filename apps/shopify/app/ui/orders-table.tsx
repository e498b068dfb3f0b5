import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Button, IndexTable, Link, Text } from '@shopify/polaris';
import { Amount } from './amount.tsx';
import { Clamped } from './clamped.tsx';
import { Moment } from './moment.tsx';
import { OrderState } from './order-state.tsx';
import { OutsideLink } from './outside-link.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { WhereSold } from './where-sold.tsx';

type Row = OutputOf<'orders'>['rows'][number];

/** One page of orders. A held one says why, and can be tried again where it stands. */
export function OrdersTable({ rows }: { readonly rows: readonly Row[] }) {
  const { t, isLoading } = useScreen();
  return (
    <IndexTable
      resourceName={{ singular: t('screen.orders.one'), plural: t('screen.orders.many') }}
      itemCount={rows.length}
      selectable={false}
      loading={isLoading}
      headings={[
        { title: t('screen.orders.order') },
        { title: t('screen.orders.state') },
        { title: t('screen.orders.bought') },
        { title: t('screen.listings.where') },
        { title: t('screen.orders.units'), alignment: 'end' },
        { title: t('screen.orders.total'), alignment: 'end' },
      ]}
    >
      {rows.map((row, position) => (
        <OrderRow key={row.id} row={row} position={position} />
      ))}
    </IndexTable>
  );
}

function OrderRow({ row, position }: { readonly row: Row; readonly position: number }) {
  const { t, locale } = useScreen();
  const { id, number, purchasedAt, account, marketplace, marketplacePage, units, total } = row;
  return (
    <IndexTable.Row id={id} position={position}>
      <IndexTable.Cell>
        <Link url={`/app/orders/${id}`} dataPrimaryLink monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {number}
          </Text>
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <WhereItStands row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Moment at={purchasedAt} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <WhereSold
          marketplace={
            <OutsideLink url={marketplacePage} about={t('screen.order.title', { number })}>
              {marketplace}
            </OutsideLink>
          }
          account={account}
        />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {new Intl.NumberFormat(locale).format(units)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          <Amount {...total} />
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

function WhereItStands({ row }: { readonly row: Row }) {
  const { t, may, useCommand } = useScreen();
  const { run, isRunning, problem } = useCommand('retry-order');
  const { id, number, reason, state, storeOrder, storePage } = row;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <OrderState state={state} />
      {storeOrder !== null && (
        <Text as="span" tone="subdued">
          <OutsideLink url={storePage} about={t('screen.order.store-order')}>
            {storeOrder}
          </OutsideLink>
        </Text>
      )}
      {reason !== null && <Clamped>{reason}</Clamped>}
      {problem !== null && <Refusal sentence={problem} />}
      {state === 'held' && may('retry-order') && (
        <div onClick={(event) => event.stopPropagation()} role="presentation">
          <Button
            size="slim"
            loading={isRunning}
            accessibilityLabel={t('screen.orders.retry-one', { number })}
            onClick={() => run({ orderId: id })}
          >
            {t('screen.orders.retry')}
          </Button>
        </div>
      )}
    </BlockStack>
  );
}
