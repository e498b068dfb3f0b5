import { Button, InlineGrid, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useScreen } from '../screen-context.tsx';
import { Whole } from '../whole.tsx';
import { useDraft } from './draft-context.tsx';
import { plainDecimal } from './rules-draft.ts';
import { SuggestedText } from './suggested-text.tsx';

/** A comparison, as the form has it. */
export interface Condition {
  readonly subject: { readonly kind: string; readonly name: string };
  readonly is: string;
  readonly value?: string;
  readonly values?: readonly string[];
}

export interface RuleConditionProps {
  readonly name: string;
  readonly path: string;
  readonly onRemove: () => void;
}

const attribute = 'attribute';

/** One comparison: of what, how, and with what. */
export function RuleCondition({ name, path, onRemove }: RuleConditionProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly, isWrong, rule, choices } = useDraft();
  const condition = valueAt(path) as Condition;
  const { subject } = condition;
  // Deep within a rule it is not said which member is wrong.
  const isUnfinished = isWrong(path);
  if (isReadOnly) {
    const { value = '', values = [value] } = condition;
    const label = (options: readonly { readonly value: string; readonly label: string }[], of: string) =>
      options.find((option) => option.value === of)?.label ?? of;
    const subjectName = subject.kind === attribute ? subject.name : label(rule.facts, subject.name);
    return (
      <Text as="p" breakWord>
        {`${subjectName} ${label(rule.comparisons, condition.is)} ${values.join(', ')}`}
      </Text>
    );
  }
  return (
    <div role="group" aria-label={name}>
      <InlineStack gap="200" wrap={false} blockAlign="end">
        <div style={{ flexGrow: 1 }}>
          <InlineGrid columns={{ xs: 1, sm: subject.kind === attribute ? 2 : 3 }} gap="200">
            <Select
              label={t('screen.rule.subject')}
              value={subject.kind === attribute ? attribute : subject.name}
              options={[{ value: attribute, label: rule.attribute }, ...rule.facts]}
              onChange={(chosen) =>
                change(
                  `${path}.subject`,
                  chosen === attribute ? { kind: attribute, name: '' } : { kind: 'fact', name: chosen },
                )
              }
            />
            {subject.kind === attribute && (
              <SuggestedText
                label={t('screen.rule.attribute')}
                value={subject.name}
                suggestions={choices.attributes}
                error={isUnfinished && subject.name === '' ? t('screen.form.missing') : undefined}
                onChange={(text) => change(`${path}.subject`, { kind: attribute, name: text })}
              />
            )}
            <Select
              label={t('screen.rule.comparison')}
              value={condition.is}
              options={rule.comparisons.map(({ value, label }) => ({ value, label }))}
              onChange={(is) => change(path, compared(condition, is, takenBy(is)))}
            />
            <Compared path={path} condition={condition} takes={takenBy(condition.is)} />
          </InlineGrid>
        </div>
        <Whole>
          <Button
            icon={DeleteIcon}
            variant="tertiary"
            accessibilityLabel={t('screen.rule.remove', { name })}
            onClick={onRemove}
          />
        </Whole>
      </InlineStack>
    </div>
  );

  function takenBy(is: string): Takes {
    return rule.comparisons.find(({ value }) => value === is)?.takes ?? 'text';
  }
}

type Takes = ReturnType<typeof useDraft>['rule']['comparisons'][number]['takes'];

interface ComparedProps {
  readonly path: string;
  readonly condition: Condition;
  readonly takes: Takes;
}

function Compared({ path, condition, takes }: ComparedProps) {
  const { t, locale } = useScreen();
  const { change, isWrong, rule } = useDraft();
  const { value = '', values = [] } = condition;
  const isUnfinished = isWrong(path);
  if (takes === 'nothing') return null;
  if (takes === 'texts') {
    return (
      <TextField
        label={t('screen.rule.values')}
        helpText={t('screen.rule.values-how')}
        value={values.join('\n')}
        multiline={2}
        autoComplete="off"
        error={
          isUnfinished && values.every((each) => each.trim() === '') ? t('screen.form.missing') : undefined
        }
        onChange={(entered) => change(`${path}.values`, entered.split('\n').slice(0, rule.mostTexts))}
      />
    );
  }
  return (
    <TextField
      label={t('screen.rule.value')}
      value={value}
      maxLength={rule.longest}
      inputMode={takes === 'decimal' ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      error={
        isUnfinished
          ? value === ''
            ? t('screen.form.missing')
            : takes === 'decimal'
              ? t('screen.policy.decimal')
              : undefined
          : undefined
      }
      onChange={(entered) =>
        change(`${path}.value`, takes === 'decimal' ? plainDecimal(entered, locale) : entered)
      }
    />
  );
}

/** The same subject compared in another way; what was written stays as far as it can. */
function compared({ subject, value, values }: Condition, is: string, takes: Takes): Condition {
  const first = value ?? values?.[0] ?? '';
  if (takes === 'nothing') return { subject, is };
  return takes === 'texts' ? { subject, is, values: [first] } : { subject, is, value: first };
}
