import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import { EmptyList } from './empty-list.tsx';
import { ListFilters } from './list-filters.tsx';
import { NextPages } from './next-pages.tsx';
import { OrdersTable } from './orders-table.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { orderTabs, type OrderTab } from './tabs.ts';

export interface OrdersProps extends OutputOf<'orders'> {
  readonly asked: {
    readonly tab: OrderTab;
    readonly text: string;
    readonly account: string | null;
    readonly after: string | null;
  };
  readonly accounts: OutputOf<'connections'>['rows'];
}

/** Marketplace orders and how far each has come; those that are held can be tried again, one by one or all. */
export function Orders({ rows, next, asked, accounts }: OrdersProps) {
  const { t, may, useCommand } = useScreen();
  const { tab, text, account, after } = asked;
  const retryAll = useCommand('retry-held-orders');
  const mayRetry = may('retry-held-orders') && tab === 'held' && rows.length > 0;
  return (
    <Page
      fullWidth
      title={t('screen.orders.title')}
      {...(mayRetry && {
        primaryAction: {
          content: t('screen.orders.retry-all'),
          loading: retryAll.isRunning,
          onAction: () => retryAll.run(account === null ? {} : { connectionId: account }),
        },
      })}
    >
      <BlockStack gap="400">
        {retryAll.problem !== null && (
          <Card>
            <Refusal sentence={retryAll.problem} />
          </Card>
        )}
        {retryAll.done !== null && (
          <Card>
            <div role="status">
              <Text as="p">{t('screen.orders.retried', { ...retryAll.done })}</Text>
            </div>
          </Card>
        )}
        <Card padding="0">
          <ListFilters
            tabs={(Object.keys(orderTabs) as OrderTab[]).map((id) => ({
              id,
              content: t(`screen.orders.tab.${id}`),
            }))}
            tab={tab}
            text={text}
            searchHint={t('screen.orders.search')}
            filters={[
              {
                name: 'account',
                label: t('screen.filter.account'),
                chosen: account,
                choices: accounts.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]}
          />
          {rows.length > 0 ? (
            <OrdersTable rows={rows} />
          ) : (
            <EmptyList
              isNarrowed={text !== '' || account !== null || tab !== 'all'}
              title={t('screen.orders.none')}
              sentence={t('screen.orders.none-yet')}
            />
          )}
          <NextPages after={after} next={next} />
        </Card>
      </BlockStack>
    </Page>
  );
}
