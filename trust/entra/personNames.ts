/** What is wrong with a name, and what would be right; undefined for a good one. */
type NameFault = { readonly message: string; readonly expected: string } | undefined;

const expectedUserPrincipalName =
  "a name such as alice@acme.example: letters, digits and ' . - _ ! # ^ ~ before the @ (64 at most, periods between other characters only), a verified domain behind it, 113 characters in all";

/**
 * Whether Entra ID would take a user principal name (Microsoft Entra documentation, "Password policies and account
 * restrictions": up to 64 characters before the @, 48 behind it, 113 in all, no accents, no period right before the @).
 * Periods in front and in a row are refused because the name is the mail address too, and no address has them (RFC 5321).
 */
export function userPrincipalNameFault(name: string): NameFault {
  const parts = /^([A-Za-z0-9'.\-_!#^~]{1,64})@([A-Za-z0-9](?:[A-Za-z0-9.-]{0,46}[A-Za-z0-9])?)$/.exec(name);
  const [, local = "", domain = ""] = parts ?? [];
  if (parts && name.length <= 113 && !/^\.|\.$|\.\./.test(local) && domain.includes(".") && !domain.includes("..")) {
    return undefined;
  }
  return {
    message: `Entra ID takes no user principal name ${JSON.stringify(name)}.`,
    expected: expectedUserPrincipalName,
  };
}

/** A fault where the name ends in none of the domains, in any case. */
export function domainFault(name: string, domains: readonly string[]): NameFault {
  const domain = domainOf(name);
  if (domains.some((verified) => verified.toLowerCase() === domain)) return undefined;
  return {
    message: `${JSON.stringify(domain)} is none of the tenant's domains.`,
    expected: domains.length === 1 ? `a name that ends in @${domains[0]}` : `one of @${domains.join(", @")}`,
  };
}

/** What stands behind the @, in lower case. */
function domainOf(name: string): string {
  return name.slice(name.lastIndexOf("@") + 1).toLowerCase();
}

/** What the Entra admin centre derives from a user principal name: the part before the @. */
export function mailNicknameOf(userPrincipalName: string): string {
  return userPrincipalName.slice(0, userPrincipalName.lastIndexOf("@"));
}

/**
 * Whether Graph would take a mail nickname. The characters are documented for groups (Microsoft Graph, "Create group"); that
 * users' are refused for the same, and for a period at either end, is known from issues of microsoft-graph-docs.
 */
export function mailNicknameFault(nickname: string): NameFault {
  // Printable ASCII without @ ( ) \ [ ] " ; : < > , and the space.
  if (/^[!#$%&'*+\-./0-9=?A-Z^_`a-z{|}~]{1,64}$/.test(nickname) && !/^\.|\.$/.test(nickname)) return undefined;
  return {
    message: `Entra ID takes no mail nickname ${JSON.stringify(nickname)}.`,
    expected: 'at most 64 printable ASCII characters, without spaces and @ ( ) \\ [ ] " ; : < > ,',
  };
}
