import { useEffect } from 'react';
import { Confirmation } from '../confirmation.tsx';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import type { PolicyDialogProps } from './rename-policy.tsx';

/** Removes a policy, after a question; says why not, where somebody follows it. */
export function RemovePolicy({ policy, isOpen, onClose }: PolicyDialogProps) {
  const { t, tell, go, useCommand } = useScreen();
  const { run, problem, done } = useCommand('remove-policy');

  useEffect(() => {
    if (done === null) return;
    tell(t('screen.policy.removed', { name: policy.name }));
    go('/app/policies');
  }, [done]);

  return (
    <>
      {problem !== null && <Refusal sentence={problem} />}
      <Confirmation
        isOpen={isOpen}
        title={t('screen.policy.remove-title', { name: policy.name })}
        sentence={t('screen.policy.remove-sentence')}
        action={t('screen.policy.remove')}
        onConfirm={() => {
          onClose();
          run({ policyId: policy.id });
        }}
        onClose={onClose}
      />
    </>
  );
}
