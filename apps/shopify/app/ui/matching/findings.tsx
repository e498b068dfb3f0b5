import { BlockStack, Icon, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import { AlertTriangleIcon } from '@shopify/polaris-icons';
import { useScreen } from '../screen-context.tsx';
import type { Proposal } from './match-things.ts';

/** What speaks for a proposal and against it. */
export function Findings({
  reasons,
  objections,
  isVetoed,
}: Pick<Proposal, 'reasons' | 'objections' | 'isVetoed'>) {
  const { t } = useScreen();
  return (
    <BlockStack gap="300">
      {isVetoed && (
        <InlineStack gap="200" wrap={false} blockAlign="start">
          <span>
            <Icon source={AlertTriangleIcon} tone="caution" />
          </span>
          <Text as="p" fontWeight="semibold" breakWord>
            {t('screen.matching.vetoed')}
          </Text>
        </InlineStack>
      )}
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <Sentences
          title={t('screen.matching.speaks-for')}
          sentences={reasons}
          nothing={t('screen.matching.nothing-for')}
        />
        <Sentences
          title={t('screen.matching.speaks-against')}
          sentences={objections}
          nothing={t('screen.matching.nothing-against')}
        />
      </InlineGrid>
    </BlockStack>
  );
}

interface SentencesProps {
  readonly title: string;
  readonly sentences: readonly string[];
  /** In place of them. */
  readonly nothing: string;
}

function Sentences({ title, sentences, nothing }: SentencesProps) {
  return (
    <BlockStack gap="100">
      <Text as="h4" variant="headingSm">
        {title}
      </Text>
      {sentences.length === 0 ? (
        <Text as="p" tone="subdued">
          {nothing}
        </Text>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: '1.25rem' }}>
          {sentences.map((sentence) => (
            <li key={sentence}>
              <Text as="span" breakWord>
                {sentence}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </BlockStack>
  );
}
