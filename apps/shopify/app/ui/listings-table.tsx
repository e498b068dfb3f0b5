import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import {
  Badge,
  BlockStack,
  Box,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useIndexResourceState,
} from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Clamped } from './clamped.tsx';
import { GivePolicy } from './give-policy.tsx';
import { ListingStatus } from './listing-status.tsx';
import { Picture } from './picture.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { ShownPrice, ShownQuantity } from './shown.tsx';
import { WhereSold } from './where-sold.tsx';

type Row = OutputOf<'listings'>['rows'][number];

export interface ListingsTableProps {
  readonly rows: readonly Row[];
  /** Selling policies that listings can be given. */
  readonly policies: OutputOf<'policies'>['rows'];
  /** They are those of which something is asked about: what is chosen can be approved. */
  readonly isToApprove: boolean;
}

/** One page of listings. Those of one account are stopped or relisted together; any can be given a selling policy of their own. */
export function ListingsTable({ rows, policies, isToApprove }: ListingsTableProps) {
  const { t, may, isLoading, tell, useCommand } = useScreen();
  const { selectedResources, allResourcesSelected, handleSelectionChange, clearSelection } =
    useIndexResourceState([...rows]);
  const stop = useCommand('stop-listings');
  const relist = useCommand('relist-listings');
  const approve = useCommand('approve-offers');
  const [isGiving, setIsGiving] = useState(false);
  const chosen = rows.filter(({ id }) => selectedResources.includes(id));
  const [account, ...others] = new Set(chosen.map(({ connectionId }) => connectionId));
  const problem = stop.problem ?? relist.problem ?? approve.problem;
  const counts = stop.done ?? relist.done;
  const isRunning = stop.isRunning || relist.isRunning || approve.isRunning;

  useEffect(() => {
    if (counts === null) return;
    clearSelection();
    tell(t('screen.listings.changed', { done: counts.done, rest: counts.unchanged + counts.notPossible }));
  }, [counts]);

  useEffect(() => {
    if (approve.done === null) return;
    clearSelection();
    tell(t('screen.asked.approved', { count: approve.done.approved }));
  }, [approve.done]);

  const bulkAction = (content: string, command: Pick<typeof stop, 'run'>) => ({
    content,
    disabled: isRunning || others.length > 0,
    onAction: () => {
      if (account !== undefined)
        command.run({ connectionId: account, listingIds: chosen.map(({ id }) => id) });
    },
  });
  return (
    <>
      {(problem !== null || others.length > 0) && (
        <Box padding="400">
          <Refusal sentence={problem ?? t('screen.listings.one-account')} />
        </Box>
      )}
      <IndexTable
        resourceName={{ singular: t('screen.listings.one'), plural: t('screen.listings.many') }}
        itemCount={rows.length}
        selectable={may('stop-listings')}
        selectedItemsCount={allResourcesSelected ? 'All' : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        loading={isLoading || isRunning}
        headings={[
          { title: t('screen.listings.listing') },
          { title: t('screen.listings.where') },
          { title: t('screen.listings.status') },
          { title: t('screen.listings.quantity'), alignment: 'end' },
          { title: t('screen.listings.price'), alignment: 'end' },
        ]}
        promotedBulkActions={[
          bulkAction(t('screen.listings.stop'), stop),
          bulkAction(t('screen.listings.relist'), relist),
          ...(isToApprove && may('approve-offers')
            ? [
                {
                  content: t('screen.asked.approve'),
                  disabled: isRunning,
                  onAction: () => approve.run({ listingIds: chosen.map(({ id }) => id) }),
                },
              ]
            : []),
          ...(may('assign-policy-to-listings') && policies.length > 0
            ? [{ content: t('screen.listings.give-policy'), onAction: () => setIsGiving(true) }]
            : []),
        ]}
      >
        {rows.map((row, position) => (
          <ListingRow
            key={row.id}
            row={row}
            position={position}
            isSelected={selectedResources.includes(row.id)}
          />
        ))}
      </IndexTable>
      <GivePolicy
        listingIds={chosen.map(({ id }) => id)}
        policies={policies}
        isOpen={isGiving}
        onClose={() => setIsGiving(false)}
        onDone={() => {
          setIsGiving(false);
          clearSelection();
        }}
      />
    </>
  );
}

interface ListingRowProps {
  readonly row: Row;
  readonly position: number;
  readonly isSelected: boolean;
}

function ListingRow({ row, position, isSelected }: ListingRowProps) {
  const { t } = useScreen();
  const { id, title, channelSku, image, account, marketplace, problems } = row;
  return (
    <IndexTable.Row id={id} position={position} selected={isSelected}>
      <IndexTable.Cell>
        <Box paddingBlock="100">
          <InlineStack gap="300" wrap={false} blockAlign="center">
            <Picture url={image} />
            <BlockStack>
              <Clamped>
                <Link url={`/app/listings/${id}`} dataPrimaryLink monochrome removeUnderline>
                  <Text as="span" fontWeight="semibold">
                    {title ?? channelSku}
                  </Text>
                </Link>
              </Clamped>
              <Text as="span" tone="subdued" breakWord>
                {channelSku}
              </Text>
            </BlockStack>
          </InlineStack>
        </Box>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <WhereSold marketplace={marketplace} account={account} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <InlineStack gap="100">
          <ListingStatus listing={row} />
          {problems.length > 0 && (
            <Badge tone="warning">{t('screen.listings.problems', { count: problems.length })}</Badge>
          )}
        </InlineStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          <ShownQuantity listing={row} />
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          <ShownPrice shown={row.price} />
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}
