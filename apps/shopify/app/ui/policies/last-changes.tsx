import { BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import { Moment } from '../moment.tsx';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { ChangeProgress, ChangeState, type ChangeRow } from './change-state.tsx';
import { UndoChange, useUndo } from './undo-change.tsx';

/** The last changes of the policies, newest first: where each stands, and what can still be undone. */
export function LastChanges({ changes }: { readonly changes: readonly ChangeRow[] }) {
  const { t } = useScreen();
  const undo = useUndo();
  return (
    <TitledCard title={t('screen.policies.changes')}>
      {changes.length === 0 && <Text as="p">{t('screen.policies.no-changes')}</Text>}
      <BlockStack as="ul" gap="400">
        {changes.map((change) => (
          <Box as="li" key={change.id}>
            <BlockStack gap="200">
              <InlineStack gap="200" align="space-between" blockAlign="start" wrap={false}>
                <Text as="p" breakWord>
                  <Link url={`/app/policies/changes/${change.id}`}>{change.sentence}</Link>
                </Text>
                <ChangeState change={change} />
              </InlineStack>
              <Text as="p" tone="subdued" breakWord>
                <Moment at={change.appliedAt ?? change.createdAt} />
                {change.by !== null && ` · ${t('screen.activity.by', { name: change.by })}`}
              </Text>
              {change.state === 'previewing' && <ChangeProgress change={change} />}
              <UndoChange change={change} undo={undo} />
            </BlockStack>
          </Box>
        ))}
      </BlockStack>
    </TitledCard>
  );
}
