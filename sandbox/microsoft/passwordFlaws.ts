/** `characters`: other ones than allowed, too few or too many of them. */
export type PasswordFlaw = "characters" | "kinds" | "name";

const kinds: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/**
 * What is wrong with a password by Entra's rules for cloud-only accounts: 8 to 256 characters of ASCII, three of the four
 * kinds of them (learn.microsoft.com, "Password policies and account restrictions in Microsoft Entra ID"); and not the name
 * before the `@`, which is what the code PasswordChangeInvalidNewPasswordContainsMemberName is about. The list of banned
 * passwords is Microsoft's own and is not played.
 */
export function passwordFlaws(password: string, userPrincipalName: string): readonly PasswordFlaw[] {
  const name = userPrincipalName.split("@")[0]?.toLowerCase() ?? "";
  const flaws: PasswordFlaw[] = [];
  if (!/^[\x20-\x7e]{8,256}$/.test(password)) flaws.push("characters");
  if (kinds.filter((kind) => kind.test(password)).length < 3) flaws.push("kinds");
  if (name.length > 3 && password.toLowerCase().includes(name)) flaws.push("name");
  return flaws;
}
