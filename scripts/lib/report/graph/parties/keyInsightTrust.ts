import { obtainable } from "../../../../../trust/access/obtainable.ts";
import type { DrawnTrust } from "../DrawnTrust.ts";
import type { KeyInsightModel } from "../../../../../trust/TrustModel.ts";
import { clientNode } from "../clientNode.ts";
import { idOf } from "../idOf.ts";
import { issuerNode } from "../issuerNode.ts";
import type { PartyTrust } from "./PartyTrust.ts";

/** Key Insight gets tokens in the name of its client; what they open is what they say. */
export function keyInsightTrust(
  name: string,
  { issuer, client }: KeyInsightModel,
  trust: DrawnTrust,
): Omit<PartyTrust, "name" | "system"> {
  const model = trust.model.issuers[issuer];
  const { token, scopes, roles } = model ? obtainable(model, { client }) : { token: false, scopes: [], roles: [] };
  const granted = [...scopes, ...roles].join(", ") || "no scope";
  const node = {
    id: idOf("tokens", name),
    column: "resource",
    label: granted,
    detail: token ? "in its access tokens" : "no token",
    description: `${name}: gets access tokens with ${granted}`,
    tone: "plain",
    frame: name,
  } as const;
  return {
    issuer: issuerNode(trust, issuer),
    knownAs: `as the client ${client}`,
    subjects: token
      ? [{ name: client, node: clientNode({ kind: "client", issuer, name: client }), opens: [node.id] }]
      : [],
    resources: [{ node, alike: ["tokens", "tokens"] }],
  };
}
