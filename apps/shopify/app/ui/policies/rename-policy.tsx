import { Form, FormLayout, Modal, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';

export interface PolicyDialogProps {
  readonly policy: { readonly id: string; readonly name: string };
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const longestName = 100;

/** Calls a policy by another name. */
export function RenamePolicy({ policy, isOpen, onClose }: PolicyDialogProps) {
  const { t, useCommand } = useScreen();
  const { run, isRunning, problem, done } = useCommand('rename-policy');
  const [name, setName] = useState(policy.name);
  const rename = (): void => {
    if (name.trim() !== '') run({ policyId: policy.id, name });
  };

  useEffect(() => {
    if (isOpen) setName(policy.name);
  }, [isOpen]);
  useEffect(() => {
    if (done !== null) onClose();
  }, [done]);

  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={t('screen.policy.rename')}
      primaryAction={{
        content: t('screen.policy.rename'),
        disabled: name.trim() === '',
        loading: isRunning,
        onAction: rename,
      }}
      secondaryActions={[{ content: t('screen.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={rename}>
          <FormLayout>
            {problem !== null && <Refusal sentence={problem} />}
            <TextField
              label={t('screen.new-policy.name')}
              value={name}
              onChange={setName}
              maxLength={longestName}
              autoComplete="off"
            />
          </FormLayout>
        </Form>
      </Modal.Section>
    </Modal>
  );
}
