import { Modal, Text } from '@shopify/polaris';
import { useScreen } from './screen-context.tsx';

export interface ConfirmationProps {
  readonly isOpen: boolean;
  readonly title: string;
  /** What will be so afterwards. */
  readonly sentence: string;
  readonly action: string;
  /** It can be undone as simply as it is done. */
  readonly isHarmless?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done that is far-reaching or not simply undone. */
export function Confirmation({
  isOpen,
  title,
  sentence,
  action,
  isHarmless = false,
  onConfirm,
  onClose,
}: ConfirmationProps) {
  const { t } = useScreen();
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={title}
      primaryAction={{ content: action, destructive: !isHarmless, onAction: onConfirm }}
      secondaryActions={[{ content: t('screen.cancel'), onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p">{sentence}</Text>
      </Modal.Section>
    </Modal>
  );
}
