import type { JumpCloudClient } from "../../../../../providers/jumpcloud/client/JumpCloudClient.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import { emailOf, issuer, passwordOf, people, redirectUri } from "./grantsSettings.ts";

/** A person with a password. @returns the id */
export async function addPerson(jumpcloud: JumpCloudClient, name: string): Promise<string> {
  const [email, password] = [emailOf(name), passwordOf(name)];
  return String((await jumpcloud.create("/api/systemusers", { username: name, email, password }))["id"]);
}

/** JumpCloud as a stack makes it: the application, its group, and everybody with a password. */
export async function makeJumpCloud(jumpcloud: JumpCloudClient) {
  const made = await jumpcloud.create("/.sandbox/applications", {
    ...{ displayLabel: "s3-access-grants", redirectUris: [redirectUri], loginUrl: "http://localhost:5000/login" },
    ...{ tokenEndpointAuthMethod: "client_secret_post", refreshToken: true },
    attributeMapping: { email: { email: "email" } },
  });
  const { clientId, clientSecret } = made["oidc"] as { clientId: string; clientSecret: string };
  const applicationId = String(made["id"]);
  const group = await jumpcloud.create("/api/v2/usergroups", { name: "s3-access-grants" });
  const groupId = String(group["id"]);
  await jumpcloud.addEdge(`/api/v2/usergroups/${groupId}/associations`, "application", applicationId);
  const ids: Record<string, { id: string; email: string }> = {};
  for (const person of people) {
    const id = await addPerson(jumpcloud, person);
    ids[person] = { id, email: emailOf(person) };
    if (person !== "otto") await jumpcloud.addEdge(`/api/v2/usergroups/${groupId}/members`, "user", id);
  }
  const discoveryUrl = `${issuer}.well-known/openid-configuration`;
  const deployed: DeployedTrust["issuers"][string] = {
    ...{ kind: "jumpcloud", issuer, audiences: [clientId], discoveryUrl, metadataUrl: discoveryUrl },
    ...{ authorizationEndpoint: `${issuer}oauth2/auth`, tokenEndpoint: `${issuer}oauth2/token` },
    ...{ userInfoEndpoint: `${issuer}userinfo`, scopeClaim: "scope" },
    clients: { "s3-access-grants": { clientId } },
    applications: { "s3-access-grants": { applicationId, redirectUris: [redirectUri] } },
    groups: { "s3-access-grants": { id: groupId } },
    people: ids,
  };
  return { clientId, clientSecret, deployed };
}
