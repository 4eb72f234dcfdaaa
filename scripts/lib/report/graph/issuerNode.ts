import type { DrawnTrust } from "./DrawnTrust.ts";
import { idOf } from "./idOf.ts";
import type { GraphNode } from "./TrustGraph.ts";

/** An issuer of the config. */
export function issuerNode({ issuers }: Pick<DrawnTrust, "issuers">, name: string): GraphNode {
  const url = issuers[name]?.issuer ?? "not deployed";
  return {
    id: idOf("issuer", name),
    column: "issuer",
    label: name,
    detail: url.replace(/^https:\/\//, ""),
    description: `Issuer ${name}: ${url}`,
    tone: "plain",
  };
}
