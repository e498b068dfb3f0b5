import type { FormField } from '@quayside/host-kit/forms/form-model';
import { BlockStack, Button, Form, InlineStack, Link, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { FormFields, useForm } from './form-fields.tsx';
import { Refusal } from './refusal.tsx';
import { useScreen } from './screen-context.tsx';

export interface ConnectFormProps {
  readonly connector: string;
  readonly platform: string;
  readonly fields: readonly FormField[];
  readonly account: { readonly id: string; readonly name: string } | null;
}

/** No connector's field is called like this: it has a dash. */
const startName = 'start-address';

/** Sends the merchant to the channel's own page, in a tab of its own: it takes no frame, and the admin stays where it is. */
export function ConsentForm({
  connector,
  platform,
  fields: choices,
  account,
  takesStarts,
}: ConnectFormProps & { readonly takesStarts: boolean }) {
  const { t, useCommand } = useScreen();
  const start: FormField = {
    name: startName,
    of: 'consent',
    kind: 'text',
    label: t('screen.connect.start', { platform }),
    hint: t('screen.connect.start-why'),
    isRequired: false,
    longest: 8_000,
    options: [],
  };
  const fields = takesStarts ? [...choices, start] : choices;
  const { run, isRunning, problem, done } = useCommand('begin-consent');
  const form = useForm(fields);
  const pageUrl = done?.pageUrl;

  useEffect(() => {
    if (pageUrl !== undefined) open(pageUrl, '_blank');
  }, [pageUrl]);

  return (
    <Form
      onSubmit={() => {
        if (!form.check()) return;
        const { [startName]: address, ...chosen } = form.values;
        const begun = typeof address === 'string' && address.trim() !== '' ? address : null;
        run({ connector, choices: chosen, connectionId: account?.id ?? null, start: begun });
      }}
    >
      <BlockStack gap="400">
        <FormFields fields={fields} form={form} />
        {problem !== null && <Refusal sentence={problem} />}
        {pageUrl !== undefined && (
          <Text as="p">
            {t('screen.connect.opened', { platform })}{' '}
            <Link url={pageUrl} target="_blank">
              {t('screen.connect.open', { platform })}
            </Link>
          </Text>
        )}
        <InlineStack>
          <Button submit variant="primary" loading={isRunning}>
            {t('screen.connect.go', { platform })}
          </Button>
        </InlineStack>
      </BlockStack>
    </Form>
  );
}
