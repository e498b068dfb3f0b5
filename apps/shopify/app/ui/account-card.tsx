import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { AccountPolicies } from './account-policies.tsx';
import { ConnectionActions } from './connection-actions.tsx';
import { ConnectionState } from './connection-state.tsx';
import { HealthBadge } from './health-badge.tsx';
import { Issues } from './issues.tsx';
import { ExactMoment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

type Account = OutputOf<'channels'>['accounts'][number];

/** One channel account: its health, what it sells from, what waits there, and what can be done. */
export function AccountCard({ account }: { readonly account: Account }) {
  const { t } = useScreen();
  const { id, name, platform, health, pool, listings, heldOrders, issues, authorizedUntil } = account;
  const listingsUrl = `/app/listings?account=${id}`;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <InlineStack align="space-between" gap="200" wrap={false} blockAlign="start">
            <Text as="h2" variant="headingMd" breakWord>
              {name}
            </Text>
            <HealthBadge health={health} />
          </InlineStack>
          <Text as="p" tone="subdued">
            {platform}
          </Text>
        </BlockStack>
        <ConnectionState connection={account} />
        <InlineGrid columns={{ xs: 2, sm: 3 }} gap="300">
          <Fact name={t('screen.account.on-channel')}>
            <Link url={`${listingsUrl}&tab=on-channel`}>{listings.onChannel}</Link>
          </Fact>
          <Fact name={t('screen.account.need-you')}>
            <Link url={`${listingsUrl}&tab=need-you`}>{listings.needYou}</Link>
          </Fact>
          <Fact name={t('screen.account.unlinked')}>{listings.unlinked}</Fact>
          <Fact name={t('screen.account.held')}>
            <Link url={`/app/orders?account=${id}&tab=held`}>{heldOrders}</Link>
          </Fact>
          <Fact name={t('screen.account.pool')}>{pool ?? t('screen.account.no-pool')}</Fact>
          {authorizedUntil !== null && (
            <Fact name={t('screen.account.authorized-until')}>
              <ExactMoment at={authorizedUntil} />
            </Fact>
          )}
        </InlineGrid>
        <AccountPolicies account={account} />
        <Issues issues={issues.filter(({ sentence }) => sentence !== account.reason)} />
        <ConnectionActions connection={account} />
      </BlockStack>
    </Card>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { locale } = useScreen();
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {name}
      </Text>
      <Text as="span" breakWord>
        {typeof children === 'number' ? new Intl.NumberFormat(locale).format(children) : children}
      </Text>
    </BlockStack>
  );
}
