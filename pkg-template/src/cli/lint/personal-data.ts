/**
 * Names of claims that hold personal data: those that OpenID Connect registers (Core 1.0 section 5.1), and what
 * vendors call the like. Compared without case, hyphens and underscores.
 */
const NAMES = new Set(
  [
    ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile', 'picture'],
    ...['email', 'gender', 'birthdate', 'phone_number', 'address'],
    ...['first_name', 'last_name', 'full_name', 'display_name', 'user_name', 'surname', 'customer_name', 'owner_name'],
    ...['e_mail', 'mail', 'email_address', 'user_email', 'customer_email', 'owner_email'],
    ...[
      'phone',
      'mobile',
      'telephone',
      'birthday',
      'date_of_birth',
      'dob',
      'street_address',
      'postal_code',
      'zip_code',
    ],
    ...['ip', 'ip_address', 'ssn', 'social_security_number', 'passport_number', 'tax_id', 'iban', 'credit_card'],
  ].map(plain),
);

/** Not all that may be one, but nothing that is none. */
const EMAIL = /^[^\s@/]+@[^\s@/]+\.[^\s@/.]{2,}$/;

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Where in the claims personal data seems to be: paths of names. */
export function personalData(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return EMAIL.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = Array.isArray(value) ? path : path ? `${path}.${name}` : name;
    return !Array.isArray(value) && NAMES.has(plain(name)) && isSaid(member) ? [at] : personalData(member, at);
  });
}

const isSaid = (value: unknown): boolean => value !== null && value !== '' && typeof value !== 'boolean';
