import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { Banner, BlockStack, Link, Text } from '@shopify/polaris';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { ChangeProgress } from './change-state.tsx';
import { UndoChange, useUndo } from './undo-change.tsx';

/** What waits to be decided about a policy, and the last change that can still be taken back. */
export function OpenChanges({ view }: { readonly view: Pick<OutputOf<'policy'>, 'open' | 'undoable'> }) {
  const { t } = useScreen();
  const undo = useUndo();
  const { open, undoable } = view;
  return (
    <>
      {open.map((change) => (
        <Banner
          key={change.id}
          tone="info"
          title={t(change.state === 'previewing' ? 'screen.policy.previewing' : 'screen.policy.previewed')}
        >
          <BlockStack gap="200">
            <Text as="p" breakWord>
              <Link url={`/app/policies/changes/${change.id}`}>{change.sentence}</Link>
            </Text>
            {change.state === 'previewing' && <ChangeProgress change={change} />}
          </BlockStack>
        </Banner>
      ))}
      {undoable !== null && (
        <TitledCard title={t('screen.policy.last-change')}>
          <Text as="p" breakWord>
            <Link url={`/app/policies/changes/${undoable.id}`}>{undoable.sentence}</Link>
          </Text>
          <UndoChange change={undoable} undo={undo} />
        </TitledCard>
      )}
    </>
  );
}
