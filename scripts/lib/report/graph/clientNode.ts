import { type AccessClient, describeClient } from "../../../../trust/accessMatrix.ts";
import { idOf } from "./idOf.ts";
import type { GraphNode } from "./TrustGraph.ts";

/** A client, any application of a directory, or anyone. */
export function clientNode(client: AccessClient): GraphNode {
  const named = client.kind === "client";
  const isIssuers = client.kind !== "anyone";
  return {
    id: idOf("client", `${isIssuers ? client.issuer : ""}/${named ? client.name : client.kind}`),
    column: "subject",
    label: named ? client.name : client.kind === "anyone" ? "Anyone" : "Any application",
    detail: named ? client.issuer : client.kind === "anyone" ? "no token needed" : ofDirectory[client.issuerKind],
    description: describeClient(client),
    tone: named ? "plain" : "open",
  };
}

const ofDirectory = {
  okta: "of the organisation",
  entra: "of the tenant",
  b2c: "of the tenant",
  cognito: "of the user pool",
  jumpcloud: "of the organisation",
} as const;
