/** What a token endpoint says of the access tokens it gives [rec]. */
export const expiresIn = 3599;

/** Entra's tokens begin five minutes before they are made, and end an hour after [rec]. */
export function lifetime(seconds: number): { readonly iat: number; readonly nbf: number; readonly exp: number } {
  return { iat: seconds - 300, nbf: seconds - 300, exp: seconds + 3600 };
}
