import { BlockStack, Button, Form, InlineStack, TextField } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { ConnectFormProps } from './consent-form.tsx';
import { FormFields, useForm } from './form-fields.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

const longestName = 100;

/** Connects by keys that are typed in. They are tried before anything is stored. */
export function KeysForm({ connector, platform, fields, account }: ConnectFormProps) {
  const { t, useCommand, tell, go } = useScreen();
  const connect = useCommand('connect-channel');
  const reconnect = useCommand('reconnect-channel');
  const [name, setName] = useState(platform);
  const asked = account === null ? fields : fields.filter(({ of }) => of === 'credentials');
  const form = useForm(asked);
  const problem = connect.problem ?? reconnect.problem;
  const connected = (connect.done ?? reconnect.done)?.connectionId;

  useEffect(() => {
    if (connected === undefined) return;
    tell(t('screen.consent.taken'));
    go('/app/channels');
  }, [connected]);

  return (
    <Form
      onSubmit={() => {
        if (!form.check() || name.trim() === '') return;
        if (account === null) connect.run({ connector, name, fields: { ...form.values } });
        else reconnect.run({ connectionId: account.id, fields: { ...form.values } });
      }}
    >
      <BlockStack gap="400">
        {account === null && (
          <TextField
            label={t('screen.connect.name')}
            helpText={t('screen.connect.name-why')}
            value={name}
            onChange={setName}
            maxLength={longestName}
            error={form.isChecked && name.trim() === '' ? t('screen.form.missing') : undefined}
            requiredIndicator
            autoComplete="off"
          />
        )}
        <FormFields fields={asked} form={form} />
        {problem !== null && <Refusal sentence={problem} />}
        <InlineStack>
          <Button submit variant="primary" loading={connect.isRunning || reconnect.isRunning}>
            {t('screen.connect.save')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Form>
  );
}
