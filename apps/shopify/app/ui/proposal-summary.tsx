import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { Picture } from './picture.tsx';
import { Whole } from './whole.tsx';

export interface ProposalSummaryProps {
  readonly title: string;
  readonly image: string | null;
  /** What tells it from others of its name; what is not known is left out. */
  readonly about: readonly (string | null)[];
  readonly mark?: ReactNode;
  readonly sentences: readonly string[];
  readonly action: ReactNode;
}

/** Something that a listing may be, in a list of such, with what can be done with it. */
export function ProposalSummary({ title, image, about, mark, sentences, action }: ProposalSummaryProps) {
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start" align="space-between">
      <InlineStack gap="300" wrap={false} blockAlign="start">
        <Picture url={image} />
        <BlockStack gap="100" inlineAlign="start">
          <Text as="p" fontWeight="semibold" breakWord>
            {title}
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {about.filter((part) => part !== null).join(' · ')}
          </Text>
          {mark}
          {sentences.map((sentence) => (
            <Text as="p" key={sentence} breakWord>
              {sentence}
            </Text>
          ))}
        </BlockStack>
      </InlineStack>
      <Whole>{action}</Whole>
    </InlineStack>
  );
}
