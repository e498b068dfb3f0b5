import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Card, Page } from '@shopify/polaris';
import { EmptyList } from './empty-list.tsx';
import { ListFilters } from './list-filters.tsx';
import { ListingsTable } from './listings-table.tsx';
import { NextPages } from './next-pages.tsx';
import { useScreen } from './screen-context.tsx';
import { listingTabs, type ListingTab } from './tabs.ts';

export interface ListingsProps extends OutputOf<'listings'> {
  readonly asked: {
    readonly tab: ListingTab;
    readonly text: string;
    readonly account: string | null;
    readonly marketplace: string | null;
    readonly after: string | null;
  };
  readonly accounts: OutputOf<'connections'>['rows'];
  readonly policies: OutputOf<'policies'>['rows'];
}

/** All listings of all accounts, to be searched and narrowed, stopped and relisted. */
export function Listings({ rows, next, asked, accounts, policies }: ListingsProps) {
  const { t, may } = useScreen();
  const { tab, text, account, marketplace, after } = asked;
  const chosen = accounts.filter(({ id }) => account === null || id === account);
  const marketplaces = new Map(chosen.flatMap((each) => each.marketplaces).map(({ id, name }) => [id, name]));
  const isNarrowed = text !== '' || account !== null || marketplace !== null || tab !== 'all';
  return (
    <Page
      fullWidth
      title={t('screen.listings.title')}
      {...(may('list-variants') &&
        accounts.length > 0 && {
          primaryAction: { content: t('screen.listings.list-more'), url: '/app/listings/new' },
        })}
    >
      <Card padding="0">
        <ListFilters
          tabs={(Object.keys(listingTabs) as ListingTab[]).map((id) => ({
            id,
            content: t(`screen.listings.tab.${id}`),
          }))}
          tab={tab}
          text={text}
          searchHint={t('screen.listings.search')}
          filters={[
            {
              name: 'account',
              label: t('screen.filter.account'),
              chosen: account,
              choices: accounts.map(({ id, name }) => ({ value: id, label: name })),
            },
            {
              name: 'marketplace',
              label: t('screen.filter.marketplace'),
              chosen: marketplace,
              choices: [...marketplaces].map(([value, label]) => ({ value, label })),
            },
          ]}
        />
        {rows.length > 0 ? (
          <ListingsTable
            rows={rows}
            policies={policies.filter(({ kind }) => kind === 'selling')}
            isToApprove={tab === 'asked'}
          />
        ) : (
          <EmptyList
            isNarrowed={isNarrowed}
            title={t('screen.listings.none')}
            sentence={t(
              accounts.length === 0 ? 'screen.listings.none-connected' : 'screen.listings.none-yet',
            )}
          />
        )}
        <NextPages after={after} next={next} />
      </Card>
    </Page>
  );
}
