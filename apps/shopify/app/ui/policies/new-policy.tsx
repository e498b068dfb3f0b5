import type { InputOf, OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import {
  BlockStack,
  Button,
  Card,
  ChoiceList,
  Form,
  InlineStack,
  Page,
  Text,
  TextField,
} from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { Refusal } from '../refusal.tsx';
import { useScreen } from '../screen-context.tsx';
import { DraftProvider } from './draft-context.tsx';
import { FieldsWithin } from './policy-field.tsx';
import { policyKinds } from './policy-kinds.ts';
import { pathsBelow, type PolicyKind, type Rules } from './rules-draft.ts';

const longestName = 100;
type Formula = NonNullable<InputOf<'create-policy'>['formula']>;

/** Makes a policy of a kind: with rules that change nothing yet, or, for prices, with those of the price formula. */
export function NewPolicy({ view }: { readonly view: OutputOf<'policy-form'> }) {
  const { t, useCommand, go } = useScreen();
  const { formula: fields, rule } = view.form;
  const { run, isRunning, problem, fields: wrong, done } = useCommand('create-policy');
  const [kind, setKind] = useState<PolicyKind>('selling');
  const [name, setName] = useState('');
  const [begin, setBegin] = useState<'plain' | 'formula'>('plain');
  const [isChecked, setIsChecked] = useState(false);
  const [figures, setFigures] = useState<Rules>(() =>
    Object.fromEntries(fields.map((field) => [field.path, field.begin])),
  );
  const isFormula = kind === 'selling' && begin === 'formula';
  const empty = isFormula ? fields.map(({ path }) => path).filter((path) => figures[path] === '') : [];
  const problems = isChecked ? [...empty, ...pathsBelow(wrong, 'formula')] : [];

  useEffect(() => {
    if (done !== null) go(`/app/policies/${done.policyId}`);
  }, [done?.policyId]);

  return (
    <Page
      narrowWidth
      title={t('screen.policies.create')}
      backAction={{ content: t('screen.policies.title'), url: '/app/policies' }}
    >
      <Card>
        <Form
          onSubmit={() => {
            setIsChecked(true);
            if (name.trim() === '' || empty.length > 0) return;
            run({ kind, name, ...(isFormula ? { formula: figures as unknown as Formula } : {}) });
          }}
        >
          <BlockStack gap="400">
            <Text as="p">{t('screen.new-policy.why')}</Text>
            <ChoiceList
              title={t('screen.new-policy.kind')}
              choices={policyKinds.map((each) => ({
                value: each,
                label: t(`screen.policy.kind.${each}`),
                helpText: t(`screen.policy.kind.${each}.why`),
              }))}
              selected={[kind]}
              onChange={([chosen]) => setKind(policyKinds.find((each) => each === chosen) ?? kind)}
            />
            <TextField
              label={t('screen.new-policy.name')}
              helpText={t('screen.connect.name-why')}
              value={name}
              onChange={setName}
              maxLength={longestName}
              error={isChecked && name.trim() === '' ? t('screen.form.missing') : undefined}
              requiredIndicator
              autoComplete="off"
            />
            {kind === 'selling' && (
              <ChoiceList
                title={t('screen.new-policy.begin')}
                choices={[
                  { value: 'plain', label: t('screen.new-policy.plain') },
                  {
                    value: 'formula',
                    label: t('screen.new-policy.formula'),
                    helpText: t('screen.new-policy.formula-why'),
                  },
                ]}
                selected={[begin]}
                onChange={([chosen]) => setBegin(chosen === 'formula' ? 'formula' : 'plain')}
              />
            )}
            {isFormula && (
              <DraftProvider
                fields={fields}
                rule={rule}
                choices={view.choices}
                rules={figures}
                problems={problems}
                isReadOnly={false}
                onChange={setFigures}
              >
                <FieldsWithin path="" />
              </DraftProvider>
            )}
            {problem !== null && <Refusal sentence={problem} />}
            <InlineStack>
              <Button submit variant="primary" loading={isRunning}>
                {t('screen.new-policy.go')}
              </Button>
            </InlineStack>
          </BlockStack>
        </Form>
      </Card>
    </Page>
  );
}
