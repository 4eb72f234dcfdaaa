import type { JumpCloudFederationModel, RelyingPartyModel } from "../../TrustModel.ts";
import type { IssuerSettings } from "../readIssuers.ts";
import type { Named, Path, SettingsReader } from "../SettingsReader.ts";
import type { JumpCloudIssuerSettings } from "./jumpCloudIssuer.ts";

/**
 * Notes what parts of the config say twice of the one JumpCloud organisation that a stack has: issuers of its own, and
 * people and groups that the issuer and a federation would both make. An account that one of them makes is not there yet
 * when the other one looks for it.
 */
export function checkOrganisation(
  reader: SettingsReader,
  issuers: Named<IssuerSettings>,
  parties: Named<RelyingPartyModel>,
  issuersPath: Path,
): void {
  let first: string | undefined;
  for (const [name, issuer] of issuers) {
    if (issuer?.kind !== "jumpcloud") continue;
    if (first !== undefined) {
      const message = `${JSON.stringify(first)} is JumpCloud already, and a stack has one organisation there.`;
      reader.fault([...issuersPath, name], message, { expected: "one issuer with the clients of both" });
    }
    first ??= name;
    for (const [party, model] of parties) {
      if (model?.kind === "jumpcloud-federation") checkFederation(reader, issuer, [...issuersPath, name], party, model);
    }
  }
}

function checkFederation(
  reader: SettingsReader,
  { groups, people }: JumpCloudIssuerSettings,
  path: Path,
  party: string,
  federation: JumpCloudFederationModel,
): void {
  const other = `The relying party ${JSON.stringify(party)}`;
  if (groups.has(federation.group)) {
    reader.fault([...path, "groups", federation.group], `${other} makes a group of the same name.`, {
      found: federation.group,
      expected: "a name of its own",
    });
  }
  const theirs = Object.entries(federation.people).filter(([, { jumpcloud }]) => jumpcloud !== "none");
  for (const [name, person] of people) {
    if (person === undefined) continue;
    const at = [...path, "people", name];
    const [twin, same] =
      theirs.find(([, { userPrincipalName }]) => userPrincipalName.toLowerCase() === person.email) ?? [];
    if (same !== undefined && (same.jumpcloud === "declared" || person.account === "declared")) {
      const makes = same.jumpcloud === "declared" ? "makes" : "looks for";
      reader.fault([...at, "email"], `${other} ${makes} the account of ${JSON.stringify(twin)} with the same email.`, {
        found: person.email,
        expected: "the account declared in a stack before, and existing in both places here",
      });
    }
    const namesake = theirs.find(
      ([key, { jumpcloud, mailNickname }]) =>
        key !== twin && jumpcloud === "declared" && mailNickname.toLowerCase() === person.username?.toLowerCase(),
    );
    if (namesake !== undefined) {
      const message = `${other} makes an account with the same username for ${JSON.stringify(namesake[0])}.`;
      reader.fault([...at, "username"], message, { found: person.username, expected: "a username of their own" });
    }
  }
}
