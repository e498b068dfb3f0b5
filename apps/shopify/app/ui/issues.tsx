import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge, BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { Moment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

type Issue = OutputOf<'overview'>['needsYou']['issues'][number];

/** What a merchant must act on, each with its explanation and since when. */
export function Issues({ issues }: { readonly issues: readonly Issue[] }) {
  const { t } = useScreen();
  if (issues.length === 0) return null;
  return (
    <BlockStack as="ul" gap="300">
      {issues.map(({ key, severity, sentence, openedAt, page }) => (
        <Box as="li" key={key}>
          <BlockStack gap="100">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={severity === 'error' ? 'critical' : 'warning'}>
                {t(`screen.issue.${severity}`)}
              </Badge>
              <Text as="span" tone="subdued">
                <Moment at={openedAt} />
              </Text>
            </InlineStack>
            <Text as="p" breakWord>
              {sentence}
            </Text>
            {page !== null && (
              <InlineStack>
                <Button url={page.url} external>
                  {t(`screen.issue.open.${page.at}`)}
                </Button>
              </InlineStack>
            )}
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}
