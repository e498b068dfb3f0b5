import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge, BlockStack, Box, InlineStack, Text } from '@shopify/polaris';
import { ExactMoment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

type Row = OutputOf<'audit'>['rows'][number];

const tones = { done: 'success', refused: 'warning', failed: 'critical' } as const satisfies Record<
  Row['outcome'],
  string
>;

/** Every command: by whom, in which role, with what, and what became of it. */
export function AuditTrail({ rows }: { readonly rows: readonly Row[] }) {
  const { t } = useScreen();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map(({ id, at, by, role, name, input, outcome, reason }) => (
        <Box as="li" key={id} padding="400" borderBlockStartWidth="025" borderColor="border">
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              <Text as="p">{name}</Text>
              <Badge tone={tones[outcome]}>{t(`screen.trail.${outcome}`)}</Badge>
            </InlineStack>
            <Text as="p" tone="subdued" breakWord>
              <ExactMoment at={at} /> · {by ?? t('screen.trail.nobody')} ({t(`screen.role.${role}`)})
            </Text>
            {reason !== null && (
              <Text as="p" breakWord>
                {reason}
              </Text>
            )}
            <Asked input={input} />
          </BlockStack>
        </Box>
      ))}
    </ul>
  );
}

/** What was asked, as it came; secrets are left out where it is written. */
function Asked({ input }: { readonly input: Row['input'] }) {
  const text = JSON.stringify(input);
  if (text === '{}') return null;
  return (
    <Text as="p" variant="bodySm" tone="subdued" breakWord>
      <code>{text}</code>
    </Text>
  );
}
