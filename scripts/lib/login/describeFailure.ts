import {
  AuthorizationResponseError,
  JWT_CLAIM_COMPARISON,
  OperationProcessingError,
  ResponseBodyError,
  UnsupportedOperationError,
  WWWAuthenticateChallengeError,
} from "oauth4webapi";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LoginTarget } from "./LoginTarget.ts";
import { plainText } from "./plainText.ts";

/** Claims whose values may be told. */
const tellable: ReadonlySet<string> = new Set(["iss", "aud", "azp"]);

/**
 * What went wrong in the library, as an error of this project's. The library's own errors carry tokens, so they do not
 * become its cause.
 * @returns anything else as it is
 */
export function describeFailure(
  error: unknown,
  { issuer, issuerUrl }: Pick<LoginTarget, "issuer" | "issuerUrl">,
): unknown {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const said = error.error_description === undefined ? error.error : `${error.error}: ${error.error_description}`;
    return new CrosstrustError("VENDOR_REFUSED", `${issuer} refused the sign-in: ${plainText(said)}`, {
      where: issuerUrl,
    });
  }
  if (error instanceof OperationProcessingError && error.code === JWT_CLAIM_COMPARISON) {
    const { claim, claims, expected } = error.cause as Readonly<Record<string, unknown>>;
    const isTold = typeof claim === "string" && tellable.has(claim);
    const actual = (claims as Readonly<Record<string, unknown>> | undefined)?.[String(claim)];
    return new CrosstrustError("TOKEN_UNREADABLE", `The ID token does not hold: ${error.message}.`, {
      where: issuerUrl,
      ...(isTold && { expected, actual }),
    });
  }
  if (
    error instanceof OperationProcessingError ||
    error instanceof UnsupportedOperationError ||
    error instanceof WWWAuthenticateChallengeError
  ) {
    return new CrosstrustError(
      "TOKEN_UNREADABLE",
      `What ${issuer} answered does not hold: ${plainText(error.message)}.`,
      {
        where: issuerUrl,
      },
    );
  }
  return error;
}
