/**
 * Carriers by Amazon's own spelling, as far as Amazon's models and sandbox cases show them: `FedEx` and `UPS` as `carrierCode`, `DPD` and `Royal Mail` as the carrier of an
 * order's package. Every other carrier goes by `Other` and its name.
 */
export const amazonCarriers: readonly string[] = ['FedEx', 'UPS', 'DPD', 'Royal Mail'];
