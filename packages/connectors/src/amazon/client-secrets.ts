import { amazonRegistration } from './settings.ts';

/** With what an application proves itself; while its secret is changed there are two, and the one that served last is tried first. */
export interface ClientSecrets {
  readonly order: readonly string[];
  /** This one did not serve: the others come before it from now on. */
  postpone(secret: string): void;
}

/** The one secret of a seller's own application. */
export function oneSecret(secret: string): ClientSecrets {
  return { order: [secret], postpone: () => undefined };
}

/** For as long as this process has the registration. */
const known = new WeakMap<object, ClientSecrets>();

/** The secrets of this installation's registration, shared by all who speak as it in this process. */
export function secretsOf(registration: object): ClientSecrets {
  const before = known.get(registration);
  if (before !== undefined) return before;
  const { clientSecret, previousClientSecret } = amazonRegistration.parse(registration);
  let order = previousClientSecret === undefined ? [clientSecret] : [clientSecret, previousClientSecret];
  const secrets: ClientSecrets = {
    get order() {
      return order;
    },
    postpone(secret) {
      order = [...order.filter((each) => each !== secret), secret];
    },
  };
  known.set(registration, secrets);
  return secrets;
}
