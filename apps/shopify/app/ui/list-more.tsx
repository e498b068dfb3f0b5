import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import {
  Box,
  Card,
  FormLayout,
  IndexTable,
  InlineStack,
  Page,
  Select,
  Text,
  useIndexResourceState,
} from '@shopify/polaris';
import { useEffect } from 'react';
import { Clamped } from './clamped.tsx';
import { EmptyList } from './empty-list.tsx';
import { NextPages } from './next-pages.tsx';
import { Picture } from './picture.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

type Account = OutputOf<'connections'>['rows'][number];

export interface ListMoreProps {
  readonly accounts: readonly Account[];
  readonly account: Account | null;
  readonly marketplace: string | null;
  readonly products: OutputOf<'unlisted-variants'>;
  readonly after: string | null;
}

/** Products of the shop that are not on a marketplace yet, to be listed there. */
export function ListMore({ accounts, account, marketplace, products, after }: ListMoreProps) {
  const { t, isLoading, ask, tell, useCommand } = useScreen();
  const { rows, next } = products;
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState([...rows]);
  const { run, isRunning, problem, done } = useCommand('list-variants');
  const chosen = rows.filter(({ id }) => selectedResources.includes(id)).map(({ id }) => id);

  useEffect(() => {
    if (done === null) return;
    clearSelection();
    tell(t('screen.list-more.started', { ...done }));
  }, [done]);

  return (
    <Page
      title={t('screen.listings.list-more')}
      backAction={{ content: t('screen.listings.title'), url: '/app/listings' }}
      primaryAction={{
        content: t('screen.list-more.list', { count: chosen.length }),
        disabled: chosen.length === 0,
        loading: isRunning,
        onAction: () => {
          if (account !== null && marketplace !== null)
            run({ connectionId: account.id, marketplace, variantIds: chosen });
        },
      }}
    >
      <Card padding="0">
        <Box padding="400">
          <FormLayout>
            <FormLayout.Group>
              <Select
                label={t('screen.filter.account')}
                options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
                value={account?.id ?? ''}
                onChange={(id) => ask({ account: id, marketplace: null })}
              />
              <Select
                label={t('screen.filter.marketplace')}
                options={(account?.marketplaces ?? []).map(({ id, name }) => ({ value: id, label: name }))}
                value={marketplace ?? ''}
                onChange={(id) => ask({ marketplace: id })}
              />
            </FormLayout.Group>
            {problem !== null && <Refusal sentence={problem} />}
            <Text as="p" tone="subdued">
              {t('screen.list-more.why')}
            </Text>
          </FormLayout>
        </Box>
        {rows.length === 0 ? (
          <EmptyList
            isNarrowed={false}
            title={t('screen.list-more.none')}
            sentence={t('screen.list-more.none-why')}
          />
        ) : (
          <IndexTable
            resourceName={{ singular: t('screen.list-more.one'), plural: t('screen.list-more.many') }}
            itemCount={rows.length}
            selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
            onSelectionChange={handleSelectionChange}
            loading={isLoading || isRunning}
            headings={[
              { title: t('screen.listing.product'), id: 'product' },
              { title: t('screen.listing.product-sku') },
              { title: t('screen.list-more.barcode') },
            ]}
          >
            {rows.map(({ id, title, sku, barcode, image }, position) => (
              <IndexTable.Row key={id} id={id} position={position} selected={selectedResources.includes(id)}>
                <IndexTable.Cell>
                  <InlineStack gap="300" wrap={false} blockAlign="center">
                    <Picture url={image} />
                    <Clamped>{title}</Clamped>
                  </InlineStack>
                </IndexTable.Cell>
                <IndexTable.Cell>{sku ?? '—'}</IndexTable.Cell>
                <IndexTable.Cell>{barcode ?? '—'}</IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        )}
        <NextPages after={after} next={next} />
      </Card>
    </Page>
  );
}
