import type { MetaEntry } from './product-record.ts';

/** A postal address of an order. `email` and `phone` belong to billing only. */
export interface OrderAddress {
  first_name: string;
  last_name: string;
  company: string;
  address_1: string;
  address_2: string;
  city: string;
  state: string;
  postcode: string;
  country: string;
  email?: string;
  phone?: string;
}

/** The tax of one rate on one line, unrounded decimal text. */
export interface LineTax {
  id: number;
  total: string;
  subtotal?: string;
}

/** A product line. Amounts are without tax. */
export interface OrderLine {
  id: number;
  name: string;
  product_id: number;
  variation_id: number;
  quantity: number;
  tax_class: string;
  subtotal: string;
  subtotal_tax: string;
  total: string;
  total_tax: string;
  taxes: LineTax[];
  meta_data: MetaEntry[];
  sku: string;
  /** Units this line has taken from stock and not given back. */
  reducedStock: number;
}

/** A shipping line. */
export interface ShippingLine {
  id: number;
  method_title: string;
  method_id: string;
  instance_id: string;
  total: string;
  total_tax: string;
  taxes: LineTax[];
  meta_data: MetaEntry[];
}

/** A fee line; the place for free text and for amounts without a product. */
export interface FeeLine {
  id: number;
  name: string;
  tax_class: string;
  tax_status: 'taxable' | 'none';
  total: string;
  total_tax: string;
  taxes: LineTax[];
  meta_data: MetaEntry[];
}

/** One tax rate's sum over the order. */
export interface TaxLine {
  id: number;
  rate_id: number;
  rate_code: string;
  label: string;
  compound: boolean;
  tax_total: string;
  shipping_tax_total: string;
  rate_percent: number;
}

/** A note on an order. */
export interface OrderNote {
  id: number;
  author: string;
  note: string;
  customer_note: boolean;
  date_created: Date;
}

/** A refund of an order. */
export interface RefundRecord {
  id: number;
  amount: string;
  reason: string;
  refunded_by: number;
  line_items: {
    id: number;
    product_id: number;
    variation_id: number;
    quantity: number;
    total: string;
    name: string;
  }[];
  meta_data: MetaEntry[];
  date_created: Date;
}

/** A fulfillment (parcel) of an order, of the feature that is off by default. */
export interface FulfillmentRecord {
  id: number;
  status: string;
  is_fulfilled: boolean;
  meta_data: MetaEntry[];
  date_updated: Date;
}

/** An order as the shop stores it, in the platform's own words. */
export interface OrderRecord {
  id: number;
  parent_id: number;
  order_key: string;
  created_via: string;
  status: string;
  currency: string;
  prices_include_tax: boolean;
  customer_id: number;
  customer_note: string;
  billing: OrderAddress;
  shipping: OrderAddress;
  payment_method: string;
  payment_method_title: string;
  transaction_id: string;
  date_created: Date;
  date_modified: Date;
  date_paid: Date | null;
  date_completed: Date | null;
  meta_data: MetaEntry[];
  line_items: OrderLine[];
  shipping_lines: ShippingLine[];
  fee_lines: FeeLine[];
  tax_lines: TaxLine[];
  discount_total: string;
  discount_tax: string;
  shipping_total: string;
  shipping_tax: string;
  cart_tax: string;
  total: string;
  total_tax: string;
  /** True between the reduction of stock and its restoration. */
  stockReduced: boolean;
  refunds: RefundRecord[];
  notes: OrderNote[];
  fulfillments: FulfillmentRecord[];
}

/** Statuses at which the shop takes the units from stock. */
export const STOCK_TAKING_STATUSES: readonly string[] = ['processing', 'completed', 'on-hold'];

/** Statuses at which the shop gives the units back. */
export const STOCK_RETURNING_STATUSES: readonly string[] = ['cancelled', 'pending'];

/** Order statuses of the core plugin. */
export const ORDER_STATUSES: readonly string[] = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
];

/** An address with every field empty. */
export function blankAddress(): OrderAddress {
  return {
    first_name: '',
    last_name: '',
    company: '',
    address_1: '',
    address_2: '',
    city: '',
    state: '',
    postcode: '',
    country: '',
  };
}
