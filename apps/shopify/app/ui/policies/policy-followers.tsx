import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, InlineStack, Select, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { Whole } from '../whole.tsx';

type View = Pick<OutputOf<'policy'>, 'id' | 'kind' | 'accounts' | 'listingsOf' | 'assignable'>;

/** Who follows a policy. To let another account follow it, or one no longer, is a change as well: its preview comes first. */
export function PolicyFollowers({ view }: { readonly view: View }) {
  const { t, may, useCommand, go } = useScreen();
  const { id, kind, accounts, listingsOf, assignable } = view;
  const { run, isRunning, asked, problem, done } = useCommand('propose-policy-change');
  const [chosen, setChosen] = useState('');
  const account = assignable.find((each) => each.id === chosen) ?? assignable[0];
  const mayAssign = may('propose-policy-change');
  const assign = (connectionId: string, policyId: string | null): void =>
    run({ kind: 'assignment', connectionId, policyKind: kind, policyId });
  const isAssigned = (connectionId: string): boolean =>
    isRunning && asked?.kind === 'assignment' && asked.connectionId === connectionId;

  useEffect(() => {
    if (done !== null) go(`/app/policies/changes/${done.changeId}`);
  }, [done?.changeId]);

  return (
    <TitledCard title={t('screen.followers.title')}>
      {accounts.length === 0 && <Text as="p">{t('screen.followers.none')}</Text>}
      <BlockStack as="ul" gap="200">
        {accounts.map((each) => (
          <Box as="li" key={each.id}>
            <InlineStack gap="200" align="space-between" blockAlign="center" wrap={false}>
              <Text as="span" breakWord>
                {each.name}
              </Text>
              {mayAssign && (
                <Whole>
                  <Button
                    variant="tertiary"
                    size="micro"
                    loading={isAssigned(each.id)}
                    accessibilityLabel={t('screen.followers.take-away-from', { name: each.name })}
                    onClick={() => assign(each.id, null)}
                  >
                    {t('screen.followers.take-away')}
                  </Button>
                </Whole>
              )}
            </InlineStack>
          </Box>
        ))}
      </BlockStack>
      {listingsOf.length > 0 && (
        <Text as="p" tone="subdued" breakWord>
          {t('screen.policies.listings-of', { accounts: listingsOf.map(({ name }) => name).join(', ') })}
        </Text>
      )}
      {problem !== null && <Refusal sentence={problem} />}
      {mayAssign && account !== undefined && (
        <BlockStack gap="200">
          <Select
            label={t('screen.followers.assign')}
            options={assignable.map(({ id: value, name }) => ({ value, label: name }))}
            value={account.id}
            helpText={
              account.follows === null
                ? undefined
                : t('screen.followers.instead', { policy: account.follows.name })
            }
            onChange={setChosen}
          />
          <InlineStack>
            <Button loading={isAssigned(account.id)} onClick={() => assign(account.id, id)}>
              {t('screen.followers.preview')}
            </Button>
          </InlineStack>
        </BlockStack>
      )}
    </TitledCard>
  );
}
