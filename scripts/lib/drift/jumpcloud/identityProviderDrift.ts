import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { putBack } from "../lib/putBack.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { deleteUnlessWanted } from "./fixes.ts";
import type { JumpCloudPart } from "./JumpCloudPart.ts";

const type = "jumpcloud:index/identityProvider:IdentityProvider";

/** Where people of the organisation can come from: a declared identity provider that is another now, and others. */
export async function identityProviderDrift(part: JumpCloudPart): Promise<readonly DriftFinding[]> {
  const { api, context, place } = part;
  const collection = "/api/v2/identity-providers";
  const declared = resourcesOf(context.state, type);
  const found = await api.list(collection, {}, "identityProviders");
  const sorted = found.toSorted((one, other) => (textAt(one, "id") < textAt(other, "id") ? -1 : 1));
  return sorted.flatMap((provider): readonly DriftFinding[] => {
    const [id, name] = [textAt(provider, "id"), textAt(provider, "name")];
    const [url, clientId] = [textAt(provider, "oidc", "url"), textAt(provider, "oidc", "clientId")];
    const where = `${place.where}, identity provider ${name}`;
    const gains = `Whoever runs ${url} says who signs in to JumpCloud.`;
    if (!declared.some((one) => one.id === id)) {
      return [
        driftFinding({
          rule: "unmanaged-identity-provider",
          ...place,
          where,
          message: `JumpCloud has an identity provider ${name} that nobody declared.`,
          gains,
          actual: `${textAt(provider, "type")}, ${url}, client ${clientId}`,
          advice: deleteUnlessWanted(part, `${collection}/${id}`),
        }),
      ];
    }
    const { outputs = {} } = resourceOf(context.state, type, id) ?? {};
    const values = [
      { property: "type", actual: textAt(provider, "type"), what: "type" },
      { property: "url", actual: url, what: "URL" },
      { property: "clientId", actual: clientId, what: "client" },
    ];
    return values.flatMap(({ property, actual, what }) => {
      const expected = textAt(outputs, property);
      if (actual === expected) return [];
      return [
        driftFinding({
          rule: property === "url" ? "issuer-mismatch" : "managed-changed",
          ...place,
          where: `${where}, ${what}`,
          message: `The ${what} of JumpCloud's identity provider is another.`,
          gains: property === "clientId" ? "Whoever runs that application gets people's sign-ins to JumpCloud." : gains,
          expected,
          actual,
          advice: putBack(context.stack),
          explains: [{ id, property }],
        }),
      ];
    });
  });
}
