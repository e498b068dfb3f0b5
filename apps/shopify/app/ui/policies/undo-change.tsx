import { BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Confirmation } from '../confirmation.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen, type Command } from '../screen-context.tsx';
import type { ChangeRow } from './change-state.tsx';

/** Undoes changes, and says so: it stands above them, since what was undone may be shown no longer. */
export function useUndo(): Command<'undo-policy-change'> {
  const { t, tell, useCommand } = useScreen();
  const undo = useCommand('undo-policy-change');
  useEffect(() => {
    if (undo.done !== null) tell(t('screen.policy-change.undone'));
  }, [undo.done]);
  return undo;
}

export interface UndoChangeProps {
  readonly change: Pick<ChangeRow, 'id' | 'sentence' | 'canUndo'>;
  readonly undo: Command<'undo-policy-change'>;
}

/** Takes a change back, after a question; nothing is shown of one that cannot be undone. */
export function UndoChange({ change, undo }: UndoChangeProps) {
  const { t, may } = useScreen();
  const [isAsked, setIsAsked] = useState(false);
  const isMeant = undo.asked?.changeId === change.id;
  const problem = isMeant ? undo.problem : null;
  if (!may('undo-policy-change') || (!change.canUndo && problem === null)) return null;
  return (
    <BlockStack gap="200">
      {problem !== null && <Refusal sentence={problem} />}
      {change.canUndo && (
        <InlineStack>
          <Button
            loading={isMeant && undo.isRunning}
            disabled={undo.isRunning}
            accessibilityLabel={t('screen.policy-change.undo-one', { change: change.sentence })}
            onClick={() => setIsAsked(true)}
          >
            {t('screen.policy-change.undo')}
          </Button>
        </InlineStack>
      )}
      <Confirmation
        isOpen={isAsked}
        title={t('screen.policy-change.undo-title')}
        sentence={t('screen.policy-change.undo-sentence', { change: change.sentence })}
        action={t('screen.policy-change.undo')}
        onConfirm={() => {
          setIsAsked(false);
          undo.run({ changeId: change.id });
        }}
        onClose={() => setIsAsked(false)}
      />
    </BlockStack>
  );
}
