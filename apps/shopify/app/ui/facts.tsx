import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';

/** What is known of a thing, name by name; what is not known is left out. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, fact: ReactNode])[] }) {
  return (
    <dl style={{ margin: 0, display: 'grid', gap: 'var(--p-space-200)' }}>
      {facts
        .filter(([, fact]) => fact !== null)
        .map(([name, fact]) => (
          <div key={name}>
            <dt>
              <Text as="span" tone="subdued">
                {name}
              </Text>
            </dt>
            <dd style={{ margin: 0 }}>
              <Text as="span" breakWord>
                {fact}
              </Text>
            </dd>
          </div>
        ))}
    </dl>
  );
}
