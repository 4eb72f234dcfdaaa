// Microsoft's own Graph client against whatever its environment says: prints what it was told, as JSON.
import { Client, GraphError, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import { EnvHttpProxyAgent, install, setGlobalDispatcher } from "undici";

install();
setGlobalDispatcher(new EnvHttpProxyAgent());

const { ARM_TENANT_ID, ARM_CLIENT_ID, ARM_CLIENT_SECRET } = process.env;

/** The client credentials grant, as its documentation writes it. */
async function getAccessToken(): Promise<string> {
  const response = await fetch(`https://login.microsoftonline.com/${ARM_TENANT_ID}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: ARM_CLIENT_ID ?? "",
      client_secret: ARM_CLIENT_SECRET ?? "",
      scope: "https://graph.microsoft.com/.default",
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

interface Named {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

const graph = Client.init({ authProvider: (done) => void getAccessToken().then((token) => done(null, token)) });

const application = (await graph.api("/applications").post({
  displayName: "Orders",
  api: { requestedAccessTokenVersion: 2 },
})) as Named;
const path = `/applications/${application.id}`;
await graph.api(path).patch({ displayName: "Orders of acme" });
const principal = (await graph.api("/servicePrincipals").post({ appId: application.appId })) as Named;
const { secretText } = (await graph.api(`${path}/addPassword`).post({ passwordCredential: {} })) as {
  secretText: string;
};
const found = (await graph
  .api("/servicePrincipals")
  .filter(`appId eq '${application.appId}'`)
  .select(["id", "displayName"])
  .get()) as { value: Named[] };

for (const name of ["alice", "bob", "carol"]) {
  await graph.api("/users").post({
    accountEnabled: true,
    displayName: name,
    mailNickname: name,
    userPrincipalName: `${name}@acme.example`,
    passwordProfile: { password: "Correct-Horse-7" },
  });
}
const people: string[] = [];
const firstPage = (await graph.api("/users").top(2).get()) as PageCollection;
await new PageIterator(graph, firstPage, (person: Named) => {
  people.push(person.displayName);
  return true;
}).iterate();
const counted = (await graph
  .api("/users")
  .header("ConsistencyLevel", "eventual")
  .count(true)
  .search('"displayName:bob"')
  .get()) as PageCollection;

const missing: unknown = await graph
  .api("/users/dave@acme.example")
  .get()
  .catch((error: unknown) => error);

await graph.api(path).delete();

process.stdout.write(
  JSON.stringify({
    principal: principal.displayName,
    secretLength: secretText.length,
    found: found.value.map(({ id, displayName }) => [id === principal.id, displayName]),
    people,
    counted: counted["@odata.count"] as unknown,
    missing: missing instanceof GraphError ? [missing.statusCode, missing.code, missing.requestId !== null] : missing,
  }),
);
