import type { OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import { FormLayout, Modal, Select } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

export interface GivePolicyProps {
  /** Those that are chosen. */
  readonly listingIds: readonly string[];
  /** Selling policies that can be given. */
  readonly policies: OutputOf<'policies'>['rows'];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Gives many listings a selling policy of their own, or takes it away. */
export function GivePolicy({ listingIds, policies, isOpen, onClose, onDone }: GivePolicyProps) {
  const { t, tell, useCommand } = useScreen();
  const { run, isRunning, asked, problem, done } = useCommand('assign-policy-to-listings');
  const [chosen, setChosen] = useState('');
  const count = asked?.listingIds.length ?? 0;

  useEffect(() => {
    if (done === null) return;
    tell(t('screen.listings.changed', { done: count, rest: 0 }));
    onDone();
  }, [done]);

  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={t('screen.listings.give-policy')}
      primaryAction={{
        content: t('screen.listing.give-policy'),
        loading: isRunning,
        onAction: () =>
          run({ listingIds: [...listingIds], kind: 'selling', policyId: chosen === '' ? null : chosen }),
      }}
      secondaryActions={[{ content: t('screen.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <FormLayout>
          {problem !== null && <Refusal sentence={problem} />}
          <Select
            label={t('screen.account.policy.selling')}
            helpText={t('screen.listings.give-policy-to', { count: listingIds.length })}
            value={chosen}
            options={[
              { value: '', label: t('screen.listing.policy-of-account') },
              ...policies.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={setChosen}
          />
        </FormLayout>
      </Modal.Section>
    </Modal>
  );
}
