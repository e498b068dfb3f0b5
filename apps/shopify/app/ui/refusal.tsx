import { Icon, InlineStack, Text } from '@shopify/polaris';
import { AlertCircleIcon } from '@shopify/polaris-icons';
import { useEffect, useRef } from 'react';

/** Why something was not done, beside what was to do it. It is read out and stays until the next try. */
export function Refusal({ sentence }: { readonly sentence: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [sentence]);
  return (
    <div role="alert" ref={place}>
      <InlineStack gap="200" wrap={false} blockAlign="start">
        <span>
          <Icon source={AlertCircleIcon} tone="critical" />
        </span>
        <Text as="p" tone="critical" breakWord>
          {sentence}
        </Text>
      </InlineStack>
    </div>
  );
}
