import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { SayText } from '@quayside/host-kit/messages/screen-texts';
import { BlockStack, Box, Text } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

type Attribute = OutputOf<'listing'>['problems'][number]['attributes'][number];

/** Which attributes a problem is about, ours against the channel's where both or one of them are known. */
export function ProblemAttributes({ attributes }: { readonly attributes: readonly Attribute[] }) {
  const { t } = useScreen();
  if (attributes.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="p" tone="subdued">
        {t('screen.problem.about')}
      </Text>
      <BlockStack as="ul" gap="050">
        {attributes.map((attribute) => (
          <Box as="li" key={attribute.name} paddingInlineStart="300">
            <Text as="span" breakWord>
              {sentenceOf(attribute, t)}
            </Text>
          </Box>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function sentenceOf({ name: theirName, fact, ours, theirs }: Attribute, t: SayText): string {
  const name = fact === null ? theirName : `${t(`screen.fact.${fact}`)} (${theirName})`;
  if (ours !== null && theirs !== null) return t('screen.problem.both', { name, ours, theirs });
  if (ours !== null) return t('screen.problem.ours', { name, ours });
  return theirs === null ? name : t('screen.problem.theirs', { name, theirs });
}
