/**
 * What a password lacks by the password policy that a new org has (Okta help, "Configure a password policy": at least 8
 * characters, a lowercase and an uppercase letter, a number, no parts of the username).
 * @returns Okta's words [obs]; undefined for a password that will do
 */
export function passwordFault(password: string, login: string): string | undefined {
  const parts = login
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part.length >= shortestPart);
  const isGood =
    password.length >= 8 &&
    /[a-z]/.test(password) &&
    /[A-Z]/.test(password) &&
    /\d/.test(password) &&
    !parts.some((part) => password.toLowerCase().includes(part));
  return isGood
    ? undefined
    : "Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.";
}

/** Parts of a username of fewer characters are not looked for. */
const shortestPart = 4;
