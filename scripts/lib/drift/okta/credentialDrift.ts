import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { objectsAt, textAt } from "../lib/fields.ts";
import { putBack } from "../lib/putBack.ts";
import { call, deleteUnlessWanted } from "./fixes.ts";
import type { OktaApplication, OktaObject } from "./OktaPart.ts";

/**
 * Client secrets that nobody declared, and declared ones that are switched off. An application is made with one, its oldest; others are declared where the state has
 * a resource with their id. Okta tells the secrets themselves too: they go nowhere.
 */
export async function secretDrift(application: OktaApplication): Promise<readonly DriftFinding[]> {
  const { api, appPath, context, place, resource } = application;
  if (textAt(resource.outputs, "tokenEndpointAuthMethod") === "private_key_jwt") return [];
  const secrets = await api.list(`${appPath}/credentials/secrets`);
  const declared = (id: string): boolean =>
    context.state.some((one) => one.id === id || one.id?.endsWith(`/${id}`) === true);
  const byAge = secrets.toSorted((one, other) => (textAt(one, "created") < textAt(other, "created") ? -1 : 1));
  const own = byAge.find((secret) => !declared(textAt(secret, "id")));
  const switchedOff = byAge.filter((secret) => {
    return textAt(secret, "status") === "INACTIVE" && (secret === own || declared(textAt(secret, "id")));
  });
  const unusable = switchedOff.map((secret) => {
    const id = textAt(secret, "id");
    const activate = call(application, "POST", `${appPath}/credentials/secrets/${id}/lifecycle/activate`);
    return driftFinding({
      rule: "deactivated",
      ...place,
      where: `${place.where}, secret ${id}`,
      message: "A secret of the application is switched off: whoever uses it gets no token.",
      expected: "ACTIVE",
      actual: "INACTIVE",
      advice: `Switch it on again: \`${activate}\``,
    });
  });
  const extra = byAge
    .filter((secret) => secret !== own && !declared(textAt(secret, "id")))
    .map((secret) => {
      const [id, status] = [textAt(secret, "id"), textAt(secret, "status")];
      const path = `${appPath}/credentials/secrets/${id}`;
      const before = status === "ACTIVE" ? [call(application, "POST", `${path}/lifecycle/deactivate`)] : [];
      return driftFinding({
        rule: "unmanaged-secret",
        ...(status !== "ACTIVE" && { severity: "warning" }),
        ...place,
        where: `${place.where}, secret ${id}`,
        message: "The application has a client secret that nobody declared.",
        gains: holderGains(application),
        actual: `${id}, made ${textAt(secret, "created")}, ${status}`,
        advice: deleteUnlessWanted(application, path, ...before),
      });
    });
  return [...unusable, ...extra];
}

/** Public keys that nobody declared: whoever holds the private one is the client. @param found the application as Okta has it */
export function keyDrift(application: OktaApplication, found: OktaObject): readonly DriftFinding[] {
  const { context, place, resource } = application;
  const { id = "", outputs } = resource;
  const fingerprint = (key: OktaObject): string =>
    JSON.stringify(["kid", "n", "x", "y"].map((name) => key[name] ?? ""));
  const keys = objectsAt(found, "settings", "oauthClient", "jwks", "keys");
  const wanted = objectsAt(outputs, "jwks");
  const explains = [{ id, property: "jwks" }];
  const told = { ...place, advice: putBack(context.stack), explains };
  const extra = keys.filter((key) => !wanted.some((one) => fingerprint(one) === fingerprint(key)));
  const gone = wanted.filter((key) => !keys.some((one) => fingerprint(one) === fingerprint(key)));
  return [
    ...extra.map((key) => {
      const kid = textAt(key, "kid") || textAt(key, "id");
      const where = `${place.where}, key ${kid}`;
      const message = "The application has a public key that nobody declared.";
      return driftFinding({
        rule: "unmanaged-secret",
        ...told,
        where,
        message,
        gains: holderGains(application),
        actual: kid,
      });
    }),
    ...gone.map((key) => {
      const kid = textAt(key, "kid");
      const where = `${place.where}, key ${kid}`;
      const message = `The key ${kid} was taken away: whoever signs with it gets no token.`;
      return driftFinding({ rule: "managed-changed", ...told, where, message, expected: kid, actual: "no such key" });
    }),
  ];
}

/** Scopes of Okta's own API that the application was granted; the program grants none. */
export async function grantDrift(application: OktaApplication): Promise<readonly DriftFinding[]> {
  const { api, appPath, context, place } = application;
  const declared = (id: string): boolean => context.state.some((one) => one.id === id);
  const grants = (await api.list(`${appPath}/grants`)).filter(
    ({ id, status }) => status !== "REVOKED" && !declared(String(id)),
  );
  return grants.map((grant) => {
    const scope = textAt(grant, "scopeId");
    return driftFinding({
      rule: "unmanaged-consent",
      ...place,
      where: `${place.where}, grant ${scope}`,
      message: `The application was granted ${scope} of Okta's own API, and nobody declared that.`,
      gains: `Whoever is the application can do in the Okta organisation what ${scope} allows, within its administrator role.`,
      actual: `${scope} (${textAt(grant, "status") || "ACTIVE"})`,
      advice: deleteUnlessWanted(application, `${appPath}/grants/${textAt(grant, "id")}`),
    });
  });
}

function holderGains({ can, signIn }: OktaApplication): string {
  if (signIn) return "Whoever holds it can redeem people's sign-ins in the application's name.";
  return can === undefined ? "Whoever holds it is the client." : `Whoever holds it is the client and ${can}.`;
}
