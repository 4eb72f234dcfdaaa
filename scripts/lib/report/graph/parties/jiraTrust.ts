import type { DrawnTrust } from "../DrawnTrust.ts";
import type { SignInRow } from "../../../../../trust/signIn/SignInRow.ts";
import { signInMatrix } from "../../../../../trust/signInMatrix.ts";
import type { JiraServiceManagementModel } from "../../../../../trust/TrustModel.ts";
import type { GraphNode } from "../TrustGraph.ts";
import { idOf } from "../idOf.ts";
import { issuerNode } from "../issuerNode.ts";
import type { PartyTrust } from "./PartyTrust.ts";

/** A customer portal takes the ID tokens of a user pool; its customers are of kinds, for the config names none of them. */
export function jiraTrust(
  name: string,
  { issuer, client, portalUrl }: JiraServiceManagementModel,
  trust: DrawnTrust,
): Omit<PartyTrust, "name" | "system"> {
  const rows = signInMatrix(trust.model).filter(({ relyingParty, allowed }) => relyingParty === name && allowed);
  const opened = idOf("portal", name);
  return {
    issuer: issuerNode(trust, issuer),
    knownAs: `as the client ${client}`,
    subjects: rows.map((row) => ({ name: whoOf(row), node: customerNode(row), opens: [opened] })),
    resources: [
      {
        node: {
          id: opened,
          column: "resource",
          label: "Customer portal",
          detail: portalUrl.replace(/^https:\/\//, ""),
          description: `${name}: the customer portal ${portalUrl}`,
          tone: "plain",
          frame: name,
        },
        alike: ["portals", "portals"],
      },
    ],
  };
}

const whoOf = (row: SignInRow): string => (row.kind === "anyone" ? row.who : row.person);

function customerNode(row: SignInRow): GraphNode {
  const who = whoOf(row);
  const node = { id: idOf("customer", `${row.relyingParty}/${who}`), column: "subject", description: who } as const;
  if (row.kind === "person") return { ...node, label: who, detail: row.account, tone: "plain" };
  const detail = row.reason === "pool-account" ? "of the user pool" : who.replace(/^anyone /, "");
  return { ...node, label: "Anyone", detail, tone: "open" };
}
