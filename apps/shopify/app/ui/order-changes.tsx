import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { Moment } from './moment.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';
import { TitledCard } from './titled-card.tsx';

type Change = OutputOf<'order'>['changes'][number];

/** Cancellations and refunds that the other side of an order must learn, or has learned. */
export function OrderChanges({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useScreen();
  return (
    <TitledCard title={t('screen.order.changes')}>
      <BlockStack as="ul" gap="300">
        {changes.map((change) => (
          <Box as="li" key={change.id}>
            <OrderChange change={change} />
          </Box>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function OrderChange({ change }: { readonly change: Change }) {
  const { t, may, useCommand } = useScreen();
  const settle = useCommand('settle-order-change');
  const retry = useCommand('retry-order-change');
  const { id, kind, to, state, noticedAt } = change;
  const isOpen = state === 'by-hand' || state === 'refused';
  const problem = settle.problem ?? retry.problem;
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">
        {t(`screen.change.${kind}`, { to })} <Moment at={noticedAt} />
      </Text>
      <Text as="p" tone={isOpen ? 'critical' : 'subdued'}>
        {t(`screen.change.state.${state}`, { to })}
      </Text>
      {problem !== null && <Refusal sentence={problem} />}
      {isOpen && may('settle-order-change') && (
        <InlineStack gap="200">
          {state === 'refused' && (
            <Button loading={retry.isRunning} onClick={() => retry.run({ changeId: id })}>
              {t('screen.change.retry')}
            </Button>
          )}
          <Button loading={settle.isRunning} onClick={() => settle.run({ changeId: id })}>
            {t('screen.change.settle')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
