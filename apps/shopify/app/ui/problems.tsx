import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Badge, BlockStack, Box, InlineStack, Text } from '@shopify/polaris';
import { ProblemAttributes } from './problem-attributes.tsx';
import { RepairButtons } from './repair-buttons.tsx';
import { useScreen } from './screen-context.tsx';

/** What the channel finds wrong with a listing, each with what it is about and the buttons that put it right. */
export function Problems({ listing }: { readonly listing: OutputOf<'listing'> }) {
  const { t } = useScreen();
  const { problems } = listing;
  if (problems.length === 0) return null;
  return (
    <BlockStack as="ul" gap="500">
      {problems.map((problem) => (
        <Box as="li" key={problem.code}>
          <BlockStack gap="200">
            <InlineStack gap="200" blockAlign="center">
              <Badge tone={problem.severity === 'error' ? 'critical' : 'warning'}>
                {t(`screen.issue.${problem.severity}`)}
              </Badge>
              <Text as="span" tone="subdued">
                {t('screen.problem.code', { code: problem.code })}
              </Text>
            </InlineStack>
            <Text as="p" breakWord>
              {problem.sentence}
            </Text>
            <ProblemAttributes attributes={problem.attributes} />
            {problem.words !== null && (
              <Text as="p" tone="subdued" breakWord>
                {t('screen.problem.words', { words: problem.words })}
              </Text>
            )}
            <RepairButtons listing={listing} repairs={problem.repairs} />
          </BlockStack>
        </Box>
      ))}
    </BlockStack>
  );
}
