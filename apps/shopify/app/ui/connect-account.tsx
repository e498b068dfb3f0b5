import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, Page, Tabs, Text } from '@shopify/polaris';
import { useState } from 'react';
import { ConsentForm } from './consent-form.tsx';
import { Consents } from './consents.tsx';
import { KeysForm } from './keys-form.tsx';
import { useScreen } from './screen-context.tsx';

type View = OutputOf<'channels'>;

export interface ConnectAccountProps {
  readonly offered: View['offered'][number];
  /** The account to reconnect; `null`: a new one. */
  readonly account: Pick<View['accounts'][number], 'id' | 'name'> | null;
  readonly consents: View['consents'];
}

/** Connects an account of a channel, or reconnects one: by consent on the channel's own pages, or by keys. */
export function ConnectAccount({ offered, account, consents }: ConnectAccountProps) {
  const { t } = useScreen();
  const { name, byConsent, takesStarts, byKeys } = offered;
  const ways = [
    ...(byConsent === null ? [] : [{ id: 'consent', content: t('screen.connect.by-consent') }]),
    ...(byKeys === null ? [] : [{ id: 'keys', content: t('screen.connect.by-keys') }]),
  ];
  const [selected, setSelected] = useState(0);
  const way = ways[selected]?.id;
  const title =
    account === null
      ? t('screen.channels.connect-one', { name })
      : t('screen.connect.again', { name: account.name });
  return (
    <Page
      narrowWidth
      title={title}
      backAction={{ content: t('screen.channels.title'), url: '/app/channels' }}
    >
      <BlockStack gap="400">
        <Consents consents={consents} />
        <Card>
          <BlockStack gap="400">
            {ways.length > 1 && <Tabs tabs={ways} selected={selected} onSelect={setSelected} fitted />}
            <Text as="p">
              {t(way === 'consent' ? 'screen.connect.consent-why' : 'screen.connect.keys-why')}
            </Text>
            {way === 'consent' && byConsent !== null && (
              <ConsentForm
                connector={offered.connector}
                platform={name}
                fields={byConsent}
                takesStarts={takesStarts}
                account={account}
              />
            )}
            {way === 'keys' && byKeys !== null && (
              <KeysForm connector={offered.connector} platform={name} fields={byKeys} account={account} />
            )}
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}
