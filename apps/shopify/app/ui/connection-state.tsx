import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, ProgressBar, Text } from '@shopify/polaris';
import { useId } from 'react';
import { Moment } from './moment.tsx';
import { useScreen } from './screen-context.tsx';

type Connection = OutputOf<'overview'>['connections'][number];

/** How far a connection has been read, how far its first import is, or why it stands still. */
export function ConnectionState({ connection }: { readonly connection: Connection }) {
  const { t } = useScreen();
  const { reason, importing, readUntil } = connection;
  if (reason !== null) {
    return (
      <Text as="p" breakWord>
        {reason}
      </Text>
    );
  }
  return (
    <BlockStack gap="100">
      {importing !== null && <Importing {...importing} />}
      <Text as="p" tone="subdued">
        {readUntil === null ? (
          t('screen.health.nothing-read')
        ) : (
          <>
            {t('screen.health.read-until')} <Moment at={readUntil} />
          </>
        )}
      </Text>
    </BlockStack>
  );
}

function Importing({ done, total }: NonNullable<Connection['importing']>) {
  const { t } = useScreen();
  const id = useId();
  return (
    <BlockStack gap="100">
      <Text as="p" id={id}>
        {total === null
          ? t('screen.health.importing', { done })
          : t('screen.health.importing-of', { done, total })}
      </Text>
      {total !== null && (
        <ProgressBar progress={total === 0 ? 100 : (done / total) * 100} size="small" ariaLabelledBy={id} />
      )}
    </BlockStack>
  );
}
