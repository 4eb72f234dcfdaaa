import { randomUUID } from "node:crypto";
import { z } from "zod";
import { randomId } from "../../../http/ids.ts";
import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import type { PasswordCredential } from "../../state.ts";
import { badRequest } from "../errors.ts";
import { noContent, odata, versionOf } from "../odata/respond.ts";
import { readBody } from "../readBody.ts";
import { isGuid } from "../wire.ts";
import { passwordJson } from "./applicationJson.ts";
import { resolveApplication } from "./resolveApplication.ts";

interface Named {
  readonly applicationId: string;
}

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const addBody = z.strictObject({
  passwordCredential: z
    .strictObject({
      displayName: z.string().max(90).nullish(),
      startDateTime: time.nullish(),
      endDateTime: time.nullish(),
      customKeyIdentifier: z.null().optional(),
      hint: z.null().optional(),
      keyId: z.null().optional(),
      secretText: z.null().optional(),
    })
    .nullish(),
});

/** `application: addPassword`: the text is Graph's own, shown in this answer alone; two years unless told otherwise. */
export function addApplicationPassword(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  const { passwordCredential } = readBody(call, addBody, "PasswordCredential");
  const start = passwordCredential?.startDateTime ?? call.now;
  const end = passwordCredential?.endDateTime ?? twoYearsAfter(start);
  if (end <= call.now || end <= start) throw invalidEndDate();
  const secretText = `${randomId("", 3)}8Q~${randomId("", 34, "base64url")}`;
  const credential: PasswordCredential = {
    keyId: randomUUID(),
    displayName: passwordCredential?.displayName ?? null,
    hint: secretText.slice(0, 3),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    secretText,
  };
  application.passwordCredentials.push(credential);
  return odata(200, {
    "@odata.context": `https://graph.microsoft.com/${versionOf(call)}/$metadata#microsoft.graph.passwordCredential`,
    ...passwordJson(credential),
    secretText,
  });
}

const removeBody = z.strictObject({ keyId: z.string().refine(isGuid) });

export function removeApplicationPassword(call: GraphCall, { applicationId }: Named): SandboxResponse {
  const application = resolveApplication(call, applicationId);
  const { keyId } = readBody(call, removeBody, "PasswordCredential");
  const at = application.passwordCredentials.findIndex((credential) => credential.keyId === keyId.toLowerCase());
  if (at === -1) throw badRequest(`No password credential found with keyId.`);
  application.passwordCredentials.splice(at, 1);
  return noContent();
}

function twoYearsAfter(start: Date): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + 2);
  return end;
}

/** Code and words are those of the directory's refusals of credentials; which of them Graph gives here was not found. */
function invalidEndDate() {
  const message = "Credential end date is invalid.";
  return badRequest(message, [{ code: "InvalidValue", message, target: "endDateTime" }]);
}
