import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, InlineGrid, InlineStack, Link, Select, Spinner, Text } from '@shopify/polaris';
import { policyKinds } from './policies/policy-kinds.ts';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

type Account = Pick<
  OutputOf<'channels'>['accounts'][number],
  'id' | 'platform' | 'policies' | 'frequency' | 'orderNews'
>;

const frequencies = [
  'real-time',
  'quarter-hourly',
  'hourly',
] as const satisfies readonly Account['frequency'][];

/** The policies that an account follows, how often what changed goes out to it, which can be chosen, and what its orders come in by. */
export function AccountPolicies({ account }: { readonly account: Account }) {
  const { t } = useScreen();
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
      {policyKinds.map((kind) => {
        const policy = account.policies[kind];
        return (
          <BlockStack key={kind} gap="050">
            <Text as="span" tone="subdued">
              {t(`screen.account.policy.${kind}`)}
            </Text>
            <Text as="span" breakWord>
              {policy === null ? (
                t(`screen.account.no-policy.${kind}`)
              ) : (
                <Link url={`/app/policies/${policy.id}`}>{policy.name}</Link>
              )}
            </Text>
          </BlockStack>
        );
      })}
      <Frequency account={account} />
      <OrderNews account={account} />
    </InlineGrid>
  );
}

function Frequency({ account }: { readonly account: Account }) {
  const { t, may, useCommand } = useScreen();
  const { run, isRunning, asked, problem } = useCommand('set-frequency');
  const { id, frequency } = account;
  const label = t('screen.account.frequency');
  if (!may('set-frequency')) {
    return (
      <BlockStack gap="050">
        <Text as="span" tone="subdued">
          {label}
        </Text>
        <Text as="span">{t(`screen.account.frequency.${frequency}`)}</Text>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="end" wrap={false}>
        <Select
          label={label}
          helpText={t('screen.account.frequency-why')}
          value={isRunning ? (asked?.frequency ?? frequency) : frequency}
          options={frequencies.map((each) => ({
            value: each,
            label: t(`screen.account.frequency.${each}`),
          }))}
          disabled={isRunning}
          onChange={(chosen) => {
            const meant = frequencies.find((each) => each === chosen);
            if (meant !== undefined) run({ connectionId: id, frequency: meant });
          }}
        />
        {isRunning && <Spinner size="small" accessibilityLabel={t('screen.loading')} />}
      </InlineStack>
      {problem !== null && <Refusal sentence={problem} />}
    </BlockStack>
  );
}

/** What "real time" rests on. */
function OrderNews({ account }: { readonly account: Account }) {
  const { t } = useScreen();
  const { how, everySeconds } = account.orderNews;
  const minutes = everySeconds < 60 ? 0 : Math.round(everySeconds / 60);
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {t('screen.account.orders-come')}
      </Text>
      <Text as="span" breakWord>
        {t(`screen.account.orders-come.${how}`, {
          platform: account.platform,
          minutes,
          seconds: everySeconds,
        })}
      </Text>
    </BlockStack>
  );
}
