import type { JsonObject } from '../json-object.ts';
import type { Answer } from '../simulated-route.ts';

/** An error in WordPress' shape: `{code, message, data: {status, ...}}`. */
export class WooError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: JsonObject;

  constructor(code: string, message: string, status: number, data: JsonObject = {}) {
    super(message);
    this.name = 'WooError';
    this.code = code;
    this.status = status;
    this.data = data;
  }

  /** The body as the shop sends it. */
  body(): JsonObject {
    return { code: this.code, message: this.message, data: { ...this.data, status: this.status } };
  }

  /** The whole answer. */
  answer(): Answer {
    return { status: this.status, body: this.body() };
  }
}

/** 404 for a resource id that the shop does not know. `resource` as in the code, such as `shop_order`. */
export function unknownId(resource: string): WooError {
  return new WooError(`woocommerce_rest_${resource}_invalid_id`, 'Invalid ID.', 404);
}

/** 404 for a route that no plugin registered. */
export function noRoute(): WooError {
  return new WooError('rest_no_route', 'No route was found matching the URL and request method.', 404);
}

/** One refused parameter. */
export interface InvalidParameter {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly data: JsonObject | null;
}

/** 400 `rest_invalid_param` for one or more refused parameters. */
export function invalidParameters(found: readonly InvalidParameter[]): WooError {
  const names = found.map((it) => it.name).join(', ');
  return new WooError('rest_invalid_param', `Invalid parameter(s): ${names}`, 400, {
    params: Object.fromEntries(found.map((it) => [it.name, it.message])),
    details: Object.fromEntries(
      found.map((it) => [it.name, { code: it.code, message: it.message, data: it.data }]),
    ),
  });
}

/** 400 `rest_missing_callback_param` for required parameters that were not sent. */
export function missingParameters(names: readonly string[]): WooError {
  return new WooError('rest_missing_callback_param', `Missing parameter(s): ${names.join(', ')}`, 400, {
    params: [...names],
  });
}
