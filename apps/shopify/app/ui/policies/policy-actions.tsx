import { Button, InlineStack } from '@shopify/polaris';
import { useState } from 'react';
import { useScreen } from '../screen-context.tsx';
import { TitledCard } from '../titled-card.tsx';
import { RemovePolicy } from './remove-policy.tsx';
import { RenamePolicy } from './rename-policy.tsx';

/** What can be done with a policy as a whole: another name, or away with it. */
export function PolicyActions({
  policy,
}: {
  readonly policy: { readonly id: string; readonly name: string };
}) {
  const { t, may } = useScreen();
  const [asks, setAsks] = useState<'rename' | 'remove' | null>(null);
  const close = (): void => setAsks(null);
  if (!may('rename-policy') && !may('remove-policy')) return null;
  return (
    <TitledCard title={t('screen.policy.this')}>
      <InlineStack gap="200">
        {may('rename-policy') && (
          <Button onClick={() => setAsks('rename')}>{t('screen.policy.rename')}</Button>
        )}
        {may('remove-policy') && (
          <Button tone="critical" onClick={() => setAsks('remove')}>
            {t('screen.policy.remove')}
          </Button>
        )}
      </InlineStack>
      <RenamePolicy policy={policy} isOpen={asks === 'rename'} onClose={close} />
      <RemovePolicy policy={policy} isOpen={asks === 'remove'} onClose={close} />
    </TitledCard>
  );
}
