import type { SandboxResponse } from "../../Vendor.ts";
import type { MicrosoftCall } from "../MicrosoftCall.ts";
import { b2cOperations } from "./b2c/operations.ts";
import { respondB2c } from "./b2c/respondB2c.ts";
import { entraOperations } from "./entra/operations.ts";
import { respondEntra } from "./entra/respondEntra.ts";
import { loginCall } from "./LoginCall.ts";

const entraHosts: readonly string[] = ["login.microsoftonline.com", "login.windows.net", "sts.windows.net"];

/** Answers at the sign-in and token endpoints: Entra ID's, and on every other host those of Azure AD B2C. */
export async function respondLogin(call: MicrosoftCall): Promise<SandboxResponse> {
  const ofLogin = loginCall(call);
  const response = await (entraHosts.includes(ofLogin.host) ? respondEntra(ofLogin) : respondB2c(ofLogin));
  return { ...response, headers: { "x-ms-request-id": ofLogin.traceId, ...response.headers } };
}

/** The names of all its operations. */
export const loginOperations: readonly string[] = [
  ...new Set([...entraOperations.operations, ...b2cOperations.operations]),
].sort();
