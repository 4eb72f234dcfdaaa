import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { objectsAt, textAt, textsAt } from "../lib/fields.ts";
import { inWords } from "../lib/inWords.ts";
import { putBack } from "../lib/putBack.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { removeUnlessWanted } from "./fixes.ts";
import { holderGains } from "./gains.ts";
import type { GraphObject, RegisteredApplication } from "./RegisteredApplication.ts";

/** Secrets and certificates of a registration, or of its service principal, that nobody declared, by their key ids. */
export function keyDrift(
  application: RegisteredApplication,
  found: GraphObject,
  holder: "application" | "service principal" = "application",
): readonly DriftFinding[] {
  const { context, place, appId, tenantId } = application;
  const declared = resourcesOf(context.state, "azuread:index/applicationPassword:ApplicationPassword").map(
    ({ outputs }) => textAt(outputs, "keyId"),
  );
  const command = ["ad", holder === "application" ? "app" : "sp", "credential", "delete", "--id", appId];
  const kinds = [
    { list: "passwordCredentials", what: "secret", option: [] },
    { list: "keyCredentials", what: "certificate", option: ["--cert"] },
  ] as const;
  return kinds.flatMap(({ list, what, option }) =>
    objectsAt(found, list)
      .filter((key) => !declared.includes(textAt(key, "keyId")))
      .toSorted((one, other) => (textAt(one, "keyId") < textAt(other, "keyId") ? -1 : 1))
      .map((key) => {
        const [id, name, end] = [textAt(key, "keyId"), textAt(key, "displayName"), textAt(key, "endDateTime")];
        const ended = Date.parse(end) <= context.now.getTime();
        return driftFinding({
          rule: "unmanaged-secret",
          ...(ended && { severity: "note" }),
          ...place,
          where: `${place.where}, ${what} ${id}`,
          message: `The ${holder} has a ${what} that nobody declared${ended ? "; it has ended" : ""}.`,
          ...(!ended && { gains: holderGains(application) }),
          actual: [id, name && `"${name}"`, end && `until ${end}`].filter((part) => part !== "").join(", "),
          advice: removeUnlessWanted({ tenantId }, [...command, "--key-id", id, ...option]),
        });
      }),
  );
}

/** Other issuers whose tokens count as the application's own: those that nobody declared, and declared ones that say something else. */
export async function federatedDrift(application: RegisteredApplication): Promise<readonly DriftFinding[]> {
  const { context, directory, path, place, appId, tenantId } = application;
  const declared = resourcesOf(
    context.state,
    "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential",
  );
  const found = await directory.list<GraphObject>(`${path}/federatedIdentityCredentials`);
  const sorted = found.toSorted((one, other) => (textAt(one, "name") < textAt(other, "name") ? -1 : 1));
  return sorted.flatMap((credential): readonly DriftFinding[] => {
    const [id, name] = [textAt(credential, "id"), textAt(credential, "name")];
    const own = declared.find(({ outputs }) => outputs["credentialId"] === id);
    const told = { ...place, where: `${place.where}, federated credential ${name}`, actual: inSentence(credential) };
    const gains = holderGains(application, `Whoever gets a token of ${inSentence(credential)}`);
    if (own === undefined) {
      const command = ["ad", "app", "federated-credential", "delete", "--id", appId, "--federated-credential-id", id];
      const message = `The application takes tokens of ${textAt(credential, "issuer")} for its own, and nobody declared that.`;
      const advice = removeUnlessWanted({ tenantId }, command);
      return [driftFinding({ rule: "unmanaged-federated-credential", ...told, message, gains, advice })];
    }
    const expected = inSentence(own.outputs);
    if (expected === told.actual) return [];
    const message = "The application takes other tokens for its own than were declared.";
    const explains = ["issuer", "subject", "audiences"].map((property) => ({ id: own.id ?? "", property }));
    return [
      driftFinding({
        rule: "managed-changed",
        ...told,
        message,
        gains,
        expected,
        advice: putBack(context.stack),
        explains,
      }),
    ];
  });
}

/** The provider and Graph name these alike. */
function inSentence(credential: GraphObject): string {
  const audiences = inWords(textsAt(credential, "audiences"));
  return `${textAt(credential, "subject")} of ${textAt(credential, "issuer")} for ${audiences}`;
}
