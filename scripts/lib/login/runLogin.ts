import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { StackOutputs } from "../stack/readStackOutputs.ts";
import { chooseLogin, type LoginChoice } from "./chooseLogin.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { reportSignIn, type SignInReport } from "./describeSignIn.ts";
import { checkSessionFile, inTurn, type Session, writeSession } from "./Session.ts";
import type { SignedIn } from "./SignedIn.ts";
import { signInInBrowser, type SignInOptions } from "./signInInBrowser.ts";

export interface LoginRun extends SignInOptions {
  readonly choice: Omit<LoginChoice, "keep">;
  /** Where the session goes; without it nothing is kept. */
  readonly save?: string | undefined;
}

/**
 * Signs a person in to a client of a stack, and keeps the session where that is asked for.
 * @throws what `chooseLogin`, `checkSessionFile`, `signInInBrowser` and `writeSession` throw; VENDOR_REFUSED where there is
 *   nothing to keep
 */
export async function runLogin(outputs: StackOutputs, { choice, save, ...options }: LoginRun): Promise<SignInReport> {
  const target = chooseLogin(outputs, { ...choice, keep: save !== undefined });
  if (save !== undefined) await checkSessionFile(save);
  const signedIn = await signInInBrowser(target, options);
  if (save !== undefined) {
    const session = sessionOf(target, signedIn);
    // Who refreshes the session that was there would put it back.
    await inTurn(save, options.signal, () => writeSession(save, session));
  }
  return reportSignIn(target, signedIn);
}

/** @throws CrosstrustError VENDOR_REFUSED where the issuer gave no refresh token */
function sessionOf(target: LoginTarget, { claims, refreshToken }: SignedIn): Session {
  if (refreshToken === undefined) {
    throw new CrosstrustError("VENDOR_REFUSED", `${target.issuer} gave no refresh token: there is nothing to keep.`, {
      where: "--save",
      expected: "an application that has the refresh token grant, and the scope that the identity provider asks for",
      actual: `asked for ${target.scopes.join(" ")}`,
    });
  }
  const { stack, issuer, client, issuerUrl, clientId } = target;
  return {
    ...{ version: 1, stack, issuer, issuerUrl, clientId, subject: claims.sub, refreshToken },
    ...(client !== undefined && { client }),
  };
}
