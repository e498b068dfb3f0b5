import { randomUUID } from 'node:crypto';
import type { Answer } from '../simulated-route.ts';

/** A refusal in Amazon's shape: `{errors: [{code, message, details}]}`. */
export class AmazonError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: string;

  constructor(status: number, code: string, message: string, details = '') {
    super(message);
    this.name = 'AmazonError';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The whole answer, with a request id. */
  answer(): Answer {
    const error = { code: this.code, message: this.message, details: this.details };
    return { status: this.status, headers: requestId(), body: { errors: [error] } };
  }
}

/** The header every answer of Amazon carries. */
export function requestId(): Record<string, string> {
  return { 'x-amzn-requestid': randomUUID() };
}

/** 403 as sellers report it (amzn/selling-partner-api-models issue 713 and many more). */
export function unauthorized(details: string): AmazonError {
  return new AmazonError(403, 'Unauthorized', 'Access to requested resource is denied.', details);
}

/** 429, worded as in the official sandbox case fba-inbound-eligibility getItemEligibilityPreview 6. */
export function quotaExceeded(): AmazonError {
  return new AmazonError(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.');
}

/** 400, worded per API as in the official sandbox cases. */
export function invalidInput(api: ApiName, details: string): AmazonError {
  const [code, message] = INVALID_INPUT[api];
  return new AmazonError(400, code, message, details);
}

/** 404. */
export function notFound(message: string): AmazonError {
  return new AmazonError(404, 'NOT_FOUND', message);
}

/** The APIs that the simulator has. */
export type ApiName =
  | 'sellers'
  | 'catalogue'
  | 'listings'
  | 'feeds'
  | 'fees'
  | 'inventory'
  | 'reports'
  | 'orders'
  | 'ordersV0'
  | 'notifications';

const INVALID_INPUT: Readonly<Record<ApiName, readonly [code: string, message: string]>> = {
  sellers: ['InvalidInput', 'Invalid Input'],
  catalogue: ['400', 'Request has missing or invalid parameters and cannot be parsed.'],
  listings: ['BAD_REQUEST', 'Invalid input'],
  feeds: ['400', 'Invalid input'],
  fees: ['InvalidInput', 'Invalid Input'],
  inventory: ['InvalidInput', 'Invalid Input'],
  reports: ['400', 'Invalid input'],
  orders: ['InvalidInput', 'Invalid Input'],
  ordersV0: ['Invalid Input', 'Invalid Input'],
  notifications: ['InvalidInput', 'Invalid Input'],
};
