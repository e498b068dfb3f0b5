import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Box, Text } from '@shopify/polaris';
import { Moment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

/** The history of the workspace, newest first. */
export function History({ rows }: { readonly rows: OutputOf<'activity'>['rows'] }) {
  const { t } = useScreen();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map(({ id, at, sentence, connection, by }) => (
        <Box as="li" key={id} padding="400" borderBlockStartWidth="025" borderColor="border">
          <BlockStack gap="100">
            <Text as="p" breakWord>
              {sentence}
            </Text>
            <Text as="p" tone="subdued" breakWord>
              <Moment at={at} />
              {[connection, by === null ? null : t('screen.activity.by', { name: by })]
                .filter((part) => part !== null)
                .map((part) => ` · ${part}`)}
            </Text>
          </BlockStack>
        </Box>
      ))}
    </ul>
  );
}
