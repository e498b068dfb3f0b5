import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { AccountCard } from './account-card.tsx';
import { ConnectOffers } from './connect-offers.tsx';
import { Consents } from './consents.tsx';
import { useScreen } from './screen-context.tsx';
import { StoreCard } from './store-card.tsx';

/** The shop and the channel accounts: how each is, and what can be done with it. */
export function Channels({ view }: { readonly view: OutputOf<'channels'> }) {
  const { t, may } = useScreen();
  const { accounts, stores, offered, consents } = view;
  return (
    <Page title={t('screen.channels.title')}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Consents consents={consents} />
            {accounts.map((account) => (
              <AccountCard key={account.id} account={account} />
            ))}
            {may('connect-channel') && <ConnectOffers offered={offered} isFirst={accounts.length === 0} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {stores.map((store) => (
              <StoreCard key={store.id} store={store} />
            ))}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
