import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { useState } from 'react';
import { EmptyList } from '../empty-list.tsx';
import { ListFilters } from '../list-filters.tsx';
import { NextPages } from '../next-pages.tsx';
import { useScreen } from '../screen-context.tsx';
import { matchTabs, type MatchTab } from '../tabs.ts';
import { BulkAccept } from './bulk-accept.tsx';
import { MatchList } from './match-list.tsx';
import { MatchingRules } from './matching-rules.tsx';

export interface MatchingProps extends OutputOf<'matches'> {
  readonly asked: {
    readonly tab: MatchTab;
    readonly text: string;
    readonly account: string | null;
    readonly after: string | null;
  };
  readonly summary: OutputOf<'matching-summary'>;
  readonly accounts: OutputOf<'connections'>['rows'];
  /** Is told of a listing that comes back to the list in a while. */
  readonly onAwait: (listingId: string) => void;
}

/** What waits until somebody says what it is, side by side with what it may be; accepted or rejected one by one, or together above a score. */
export function Matching({ rows, next, asked, summary, accounts, onAwait }: MatchingProps) {
  const { t, may } = useScreen();
  const { tab, text, account, after } = asked;
  const [isBulkOpen, setIsBulkOpen] = useState(false);
  const isNarrowed = text !== '' || account !== null || tab !== 'all';
  const left = summary.counts.reduce((sum, { proposed, unproposed }) => sum + proposed + unproposed, 0);
  return (
    <Page
      fullWidth
      title={t('screen.matching.title')}
      subtitle={t('screen.matching.subtitle')}
      {...(may('accept-matches-above') &&
        accounts.length > 0 && {
          primaryAction: { content: t('screen.matching.bulk'), onAction: () => setIsBulkOpen(true) },
        })}
    >
      <BlockStack gap="400">
        {accounts.length > 0 && <MatchingRules summary={summary} />}
        <Card padding="0">
          <ListFilters
            tabs={(Object.keys(matchTabs) as MatchTab[]).map((id) => ({
              id,
              content: t(`screen.matching.tab.${id}`),
            }))}
            tab={tab}
            text={text}
            searchHint={t('screen.matching.search')}
            filters={[
              {
                name: 'account',
                label: t('screen.filter.account'),
                chosen: account,
                choices: accounts.map(({ id, name }) => ({ value: id, label: name })),
              },
            ]}
          />
          {rows.length === 0 && (
            <EmptyList
              isNarrowed={isNarrowed}
              title={t('screen.matching.none')}
              sentence={t(
                accounts.length === 0 ? 'screen.matching.none-connected' : 'screen.matching.none-yet',
              )}
            />
          )}
          <MatchList rows={rows} left={left} onAwait={onAwait} />
          <NextPages after={after} next={next} />
        </Card>
      </BlockStack>
      <BulkAccept
        isOpen={isBulkOpen}
        summary={summary}
        accounts={accounts}
        account={account}
        onClose={() => setIsBulkOpen(false)}
      />
    </Page>
  );
}
