import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { LoginTarget } from "./LoginTarget.ts";

/**
 * Why a redirect URI's port cannot be listened on, and what helps.
 * @param code of the system: EADDRINUSE or EACCES
 */
export function portTaken(
  { redirectUri, issuer, client, kind }: LoginTarget,
  port: number,
  code: "EADDRINUSE" | "EACCES",
  cause: unknown,
  platform: NodeJS.Platform = process.platform,
): CrosstrustError {
  const message =
    code === "EADDRINUSE"
      ? `Port ${port}, where the sign-in comes back to, is taken by another program.`
      : `Port ${port}, where the sign-in comes back to, is one that this user may not listen on.`;
  // macOS 12 and later: System Settings, General, AirDrop & Handoff.
  const airPlay = platform === "darwin" && port === 5000;
  return new CrosstrustError("PORT_TAKEN", message, {
    where: redirectUri,
    expected: [
      airPlay
        ? "on macOS AirPlay Receiver has port 5000: switch it off in System Settings, General, AirDrop & Handoff"
        : "the port free: end the program that has it",
      client === undefined
        ? "or another redirect URI registered at the application, and named by --redirect-uri"
        : `or another port in crosstrust:issuers.${issuer}.clients.${client}.${settingOf(kind)}, deployed`,
    ].join("; "),
    cause,
  });
}

function settingOf(kind: LoginTarget["kind"]): string {
  return kind === "cognito" ? "callbackUrls" : "redirectUris and loginUrl, and in JumpCloud's application";
}
