import { BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon, DeleteIcon, PlusIcon } from '@shopify/polaris-icons';
import type { ReactNode } from 'react';
import { useScreen } from '../screen-context.tsx';
import { useDraft } from './draft-context.tsx';
import { FieldHeading } from './field-heading.tsx';
import { fieldAt, inCurrency } from './rules-draft.ts';
import type { FieldProps } from './written-field.tsx';

export interface ListFieldProps extends FieldProps {
  /** Whether its heading stands above it already. */
  readonly isTitled?: boolean;
  /** What stands in the row at a path. */
  readonly children: (path: string) => ReactNode;
}

/** Rows that follow one another: each can be moved, taken away, and one more be added. */
export function ListField({ field, path, isTitled = false, children }: ListFieldProps) {
  const { t } = useScreen();
  const { fields, valueAt, change, isReadOnly, choices } = useDraft();
  const rows = (valueAt(path) ?? []) as readonly unknown[];
  const row = fieldAt(fields, `${path}.0`);
  if (row === undefined) return null;
  const isFull = field.most !== null && rows.length >= field.most;
  const replace = (changed: readonly unknown[]): void => change(path, changed);
  const move = (from: number, to: number): void => {
    const moved = [...rows];
    moved.splice(to, 0, ...moved.splice(from, 1));
    replace(moved);
  };
  return (
    <div role="group" aria-label={field.label}>
      <BlockStack gap="300">
        {!isTitled && (
          <BlockStack gap="050">
            <FieldHeading field={field} />
          </BlockStack>
        )}
        {rows.map((_, index) => (
          <Row
            // Rows have no names of their own.
            key={index}
            name={field.label}
            label={row.kind === 'group' ? row.label : null}
            number={index + 1}
            count={rows.length}
            isReadOnly={isReadOnly}
            onMove={(to) => move(index, to - 1)}
            onRemove={() => replace(rows.filter((__, each) => each !== index))}
          >
            {children(`${path}.${index}`)}
          </Row>
        ))}
        {rows.length === 0 && isReadOnly && <Text as="p">{t('screen.policy.none')}</Text>}
        {!isReadOnly && !isFull && (
          <InlineStack>
            <Button
              icon={PlusIcon}
              accessibilityLabel={t('screen.policy.add-to', { name: field.label })}
              onClick={() => replace([...rows, inCurrency(row.begin, choices.currencies[0] ?? '')])}
            >
              {t('screen.policy.add')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </div>
  );
}

interface RowProps {
  /** Of the list. */
  readonly name: string;
  readonly label: string | null;
  readonly number: number;
  readonly count: number;
  readonly isReadOnly: boolean;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}

function Row({ name, label, number, count, isReadOnly, onMove, onRemove, children }: RowProps) {
  const { t } = useScreen();
  return (
    <div role="group" aria-label={`${name}, ${number}`}>
      <Box padding="300" borderWidth="025" borderRadius="200" borderColor="border">
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="span" tone="subdued">
              {label === null ? `${number}.` : `${number}. ${label}`}
            </Text>
            {!isReadOnly && (
              <InlineStack gap="100">
                <Button
                  icon={ArrowUpIcon}
                  variant="tertiary"
                  disabled={number === 1}
                  accessibilityLabel={t('screen.policy.move-up', { name, number })}
                  onClick={() => onMove(number - 1)}
                />
                <Button
                  icon={ArrowDownIcon}
                  variant="tertiary"
                  disabled={number === count}
                  accessibilityLabel={t('screen.policy.move-down', { name, number })}
                  onClick={() => onMove(number + 1)}
                />
                <Button
                  icon={DeleteIcon}
                  variant="tertiary"
                  accessibilityLabel={t('screen.policy.take-away', { name, number })}
                  onClick={onRemove}
                />
              </InlineStack>
            )}
          </InlineStack>
          {children}
        </BlockStack>
      </Box>
    </div>
  );
}
