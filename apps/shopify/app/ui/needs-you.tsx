import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { ApproveAll } from './approve-all.tsx';
import { Issues } from './issues.tsx';
import { useScreen } from './screen-context.tsx';

export interface NeedsYouProps {
  readonly needs: OutputOf<'overview'>['needsYou'];
  /** Listings that wait to be matched. */
  readonly unmatched: number;
}

/** Everything that waits for the merchant, errors first. */
export function NeedsYou({ needs, unmatched }: NeedsYouProps) {
  const { t } = useScreen();
  const { errors, warnings, asked, issues } = needs;
  const all = errors + warnings;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="baseline" gap="200">
          <Text as="h2" variant="headingMd">
            {t('screen.needs-you.title')}
          </Text>
          {all > 0 && (
            <Text as="span" tone="subdued">
              {t('screen.needs-you.count', { errors, warnings })}
            </Text>
          )}
        </InlineStack>
        {all === 0 ? <Text as="p">{t('screen.needs-you.nothing')}</Text> : <Issues issues={issues} />}
        {all > issues.length && (
          <Text as="p" tone="subdued">
            {t('screen.needs-you.more', { shown: issues.length, all })}
          </Text>
        )}
        {unmatched > 0 && (
          <Text as="p">
            {t('screen.matching.waiting', { count: unmatched })}{' '}
            <Link url="/app/matching">{t('screen.matching.see', { count: unmatched })}</Link>
          </Text>
        )}
        <ApproveAll count={asked} />
      </BlockStack>
    </Card>
  );
}
