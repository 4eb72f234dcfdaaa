/** Why a new password is not taken, with Entra's code. */
export interface PasswordFault {
  readonly number: number;
  readonly text: string;
}

const classes: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * Entra's rules for the password of a cloud-only account: 8 to 256 characters of ASCII, three of the four kinds, and
 * another than before (learn.microsoft.com, "Self-service password reset policies"); and not the name before the `@`, which
 * is what the code PasswordChangeInvalidNewPasswordContainsMemberName is about. The list of banned passwords is
 * Microsoft's own and is not played.
 */
export function passwordFault(password: string, userName: string, before: string): PasswordFault | undefined {
  const memberName = userName.split("@")[0]?.toLowerCase() ?? "";
  if (!/^[\x20-\x7e]{8,256}$/.test(password)) {
    return { number: 120002, text: "Choose a password of 8 to 256 letters, digits, symbols or blanks." };
  }
  if (classes.filter((kind) => kind.test(password)).length < 3) {
    const text = "Choose a password with three of these: lower-case letters, upper-case letters, digits, symbols.";
    return { number: 120002, text };
  }
  if (memberName.length > 3 && password.toLowerCase().includes(memberName)) {
    return { number: 120003, text: "Choose a password that does not contain your user name." };
  }
  if (password === before) return { number: 120002, text: "Choose a password that you have not used before." };
  return undefined;
}
