import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import type { AccessGrantsParty } from "./chooseAccessGrants.ts";

/** Where the ID token comes from: a kept session, standard input, or a sign-in in the browser. */
export interface IdTokenSource {
  /** A file that `npm run login -- --save FILE` wrote. */
  readonly session?: string | undefined;
  /** Reads everything on standard input. */
  readonly readInput?: (() => Promise<string>) | undefined;
  /** Shows a page to the person; false where it could not. */
  readonly openBrowser?: ((url: string) => Promise<boolean>) | undefined;
  readonly note: (line: string) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

/**
 * Gets an ID token that was not exchanged before.
 * @throws CrosstrustError TOKEN_UNREADABLE without one on standard input; what `refreshSession`, `chooseLogin` and
 *   `signInInBrowser` throw
 */
export async function freshIdToken(
  outputs: StackOutputs,
  { model, name }: AccessGrantsParty,
  { session, readInput, openBrowser, note, fetch, signal }: IdTokenSource,
): Promise<string> {
  if (readInput !== undefined) return trimmed(await readInput());
  if (session !== undefined) {
    const { refreshSession } = await import("../login/refreshSession.ts");
    return (await refreshSession(session, { outputs, fetch, signal })).idToken;
  }
  const [{ chooseLogin }, { signInInBrowser }] = await Promise.all([
    import("../login/chooseLogin.ts"),
    import("../login/signInInBrowser.ts"),
  ]);
  note(`${name} needs a fresh ID token of ${model.issuer}.`);
  const target = chooseLogin(outputs, { issuer: model.issuer, client: model.client, keep: false });
  return (await signInInBrowser(target, { fetch, signal, openBrowser, note })).idToken;
}

function trimmed(input: string): string {
  const token = input.trim();
  if (token !== "") return token;
  throw new CrosstrustError("TOKEN_UNREADABLE", "There is no ID token.", {
    where: "standard input",
    expected: "one ID token that was not exchanged before",
  });
}
