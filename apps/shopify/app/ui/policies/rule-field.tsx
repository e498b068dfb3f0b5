import { BlockStack, Box, Button, Checkbox, InlineStack, Select, Text } from '@shopify/polaris';
import { DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import { useScreen } from '../screen-context.tsx';
import { Said } from './said.tsx';
import { useDraft } from './draft-context.tsx';
import { RuleCondition, type Condition } from './rule-condition.tsx';
import { useFieldProblem, type FieldProps } from './written-field.tsx';

/** As the form has it: members are comparisons and further groups. */
interface Group {
  readonly match: string;
  readonly of: readonly (Condition | Group)[];
}

/** A rule about products: comparisons and groups of them, all, any or none of which must hold. */
export function RuleField({ field, path }: FieldProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly } = useDraft();
  const problem = useFieldProblem(field, path);
  const isThere = (valueAt(path) ?? null) !== null;
  if (isReadOnly && !isThere) return <Said label={field.label} value={t('screen.policy.none')} />;
  return (
    <BlockStack gap="300">
      {isReadOnly ? (
        <Text as="p" tone="subdued">
          {field.label}
        </Text>
      ) : (
        <Checkbox
          label={field.label}
          helpText={field.hint ?? undefined}
          checked={isThere}
          error={problem}
          onChange={(isWanted) => change(path, isWanted ? field.begin : null)}
        />
      )}
      {isThere && <RuleGroup name={field.label} path={path} level={1} />}
    </BlockStack>
  );
}

interface RuleGroupProps {
  /** What it is read out as. */
  readonly name: string;
  readonly path: string;
  /** 1: the outermost. */
  readonly level: number;
  readonly onRemove?: () => void;
}

function RuleGroup({ name, path, level, onRemove }: RuleGroupProps) {
  const { t } = useScreen();
  const { valueAt, change, isReadOnly, rule } = useDraft();
  const group = valueAt(path) as Group;
  const isFull = group.of.length >= rule.mostMembers;
  const add = (member: Condition | Group): void => change(`${path}.of`, [...group.of, member]);
  const remove = (index: number): void =>
    change(
      `${path}.of`,
      group.of.filter((_, each) => each !== index),
    );
  return (
    <div role="group" aria-label={name}>
      <Box padding="300" borderWidth="025" borderRadius="200" borderColor="border">
        <BlockStack gap="300">
          <InlineStack gap="200" align="space-between" blockAlign="center" wrap={false}>
            {isReadOnly ? (
              <Text as="p">{rule.matches.find(({ value }) => value === group.match)?.label}</Text>
            ) : (
              <Select
                label={t('screen.rule.match')}
                labelHidden
                value={group.match}
                options={rule.matches.map((each) => ({ ...each }))}
                onChange={(match) => change(`${path}.match`, match)}
              />
            )}
            {onRemove !== undefined && !isReadOnly && (
              <Button
                icon={DeleteIcon}
                variant="tertiary"
                accessibilityLabel={t('screen.rule.remove', { name })}
                onClick={onRemove}
              />
            )}
          </InlineStack>
          {group.of.length === 0 && (
            <Text as="p" tone="subdued">
              {t(group.match === 'any' ? 'screen.rule.empty-any' : 'screen.rule.empty')}
            </Text>
          )}
          {group.of.map((member, index) => {
            const inside = { path: `${path}.of.${index}`, onRemove: () => remove(index) };
            const memberName = t('screen.rule.member', { name, number: index + 1 });
            return 'of' in member ? (
              <RuleGroup key={index} name={memberName} level={level + 1} {...inside} />
            ) : (
              <RuleCondition key={index} name={memberName} {...inside} />
            );
          })}
          {!isReadOnly && !isFull && (
            <InlineStack gap="200">
              <Button
                icon={PlusIcon}
                accessibilityLabel={t('screen.rule.add-condition-to', { name })}
                onClick={() => add(firstCondition)}
              >
                {t('screen.rule.add-condition')}
              </Button>
              {level < rule.levels && (
                <Button
                  icon={PlusIcon}
                  accessibilityLabel={t('screen.rule.add-group-to', { name })}
                  onClick={() => add({ match: 'any', of: [firstCondition] })}
                >
                  {t('screen.rule.add-group')}
                </Button>
              )}
            </InlineStack>
          )}
        </BlockStack>
      </Box>
    </div>
  );
}

/** What somebody begins a comparison with. */
const firstCondition: Condition = { subject: { kind: 'attribute', name: '' }, is: 'equal', value: '' };
