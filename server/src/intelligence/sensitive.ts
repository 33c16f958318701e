/** Columns that hold what people would not want to lose, by their names. */

/** Identifiers, credentials and health: a leak is a harm by itself. */
const HIGH_RISK =
  /^(?:ssn|social_security(?:_number|_no)?|passport(?:_number|_no)?|iban|bank_account(?:_number)?|account_number|credit_card(?:_number|_no)?|card_(?:number|no)|cvv|cvc|national_id|tax_id|tin|pan|drivers?_licen[sc]e(?:_number|_no)?|password(?:_hash)?|passwd|mfa_secret|totp_secret|api_key|diagnosis|medical_(?:record|history|notes)|blood_type|salary|date_of_birth|birth_?date|dob)$/iu;

/** Data that point to a person. */
const PERSONAL =
  /^(?:(?:\w+_)?e_?mail(?:_address)?|(?:phone|mobile|fax)(?:_number|_no)?|first_name|last_name|full_name|surname|family_name|given_name|date_of_birth|birth_?date|dob|(?:home_|street_|postal_|billing_|shipping_)?address(?:_line_?\d)?|ip_address|gender|nationality)$/iu;

export function isHighRisk(column: string): boolean {
  return HIGH_RISK.test(column);
}

export function isPersonal(column: string): boolean {
  return PERSONAL.test(column) || HIGH_RISK.test(column);
}
