import type { DrawnTrust } from "../DrawnTrust.ts";
import { signInMatrix } from "../../../../../trust/signInMatrix.ts";
import type { JumpCloudFederationModel } from "../../../../../trust/TrustModel.ts";
import { idOf } from "../idOf.ts";
import type { PartySubject, PartyTrust } from "./PartyTrust.ts";

/** JumpCloud takes the ID tokens of the company's Entra ID tenant, for people whom its routing policy sends there. */
export function jumpCloudTrust(
  name: string,
  { application, group }: JumpCloudFederationModel,
  { model, relyingParties }: DrawnTrust,
): Omit<PartyTrust, "name" | "system"> {
  const url = relyingParties[name]?.issuer ?? "not deployed";
  const opened = idOf("sign-in", name);
  const subjects = signInMatrix(model).flatMap((row): readonly PartySubject[] => {
    if (row.relyingParty !== name || row.kind !== "person" || !row.allowed) return [];
    const node = {
      id: idOf("person", `${name}/${row.person}`),
      column: "subject",
      label: row.person,
      detail: row.account,
      description: `${row.person} (${row.account})`,
      tone: "plain",
    } as const;
    return [{ name: row.person, node, opens: [opened], by: `in ${group}` }];
  });
  return {
    issuer: {
      id: idOf("tenant", url),
      column: "issuer",
      label: "Entra ID tenant",
      detail: url.replace(/^https:\/\//, ""),
      description: `The company's Entra ID tenant: ${url}`,
      tone: "plain",
    },
    knownAs: `as the application ${application.name}`,
    subjects,
    resources: [
      {
        node: {
          id: opened,
          column: "resource",
          label: "Sign-in at JumpCloud",
          detail: `members of ${group}`,
          description: `${name}: the members of the group ${group} sign in to JumpCloud with Entra ID`,
          tone: "plain",
          frame: name,
        },
        alike: ["sign-in", "sign-in"],
      },
    ],
  };
}
