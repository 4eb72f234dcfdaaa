import type { Send } from "../../../../../scripts/lib/signIn/Browser.ts";
import { clientIdClaimOf } from "../../../../../trust/clientIdClaimOf.ts";
import type { DeployedTrust } from "../../../../../trust/DeployedTrust.ts";
import type { Claims, IssuerDocuments } from "../../../../../trust/gateway/Decision.ts";
import { decide } from "../../../../../trust/gateway/decide.ts";
import { decideLambda } from "../../../../../trust/gateway/decideLambda.ts";

/** What can be wrong with it. */
export type Defect = "ignores scopes" | "ignores the audience" | "admits ID tokens nowhere";

/** The API `tickets` of a stack, with the project's own backend behind it: right in everything but the defect. */
export class FakeGateway {
  readonly #trust: DeployedTrust;
  readonly #documents: IssuerDocuments;
  defect: Defect | undefined;

  constructor(trust: DeployedTrust, cloud: Send) {
    this.#trust = trust;
    const read = async <T>(url: string): Promise<T> => (await cloud(url, {})).json() as Promise<T>;
    this.#documents = {
      discovery: (issuer) => read(`${issuer}/.well-known/openid-configuration`),
      jwks: (uri) => read(uri),
    };
  }

  async answer(address: string, { method = "GET", headers }: RequestInit): Promise<Response> {
    const key = `${method} ${new URL(address).pathname}`;
    const access = this.#trust.model.apis["tickets"]!.routes.find((route) => route.key === key)?.access;
    const authorization = new Headers(headers).get("authorization") ?? undefined;
    if (access === undefined || access.kind === "public") return say(404, "Not Found");
    const { issuer, audiences } = this.#trust.apis["tickets"]!.authorizers["portal"]!;
    if (access.kind === "lambda") {
      if (authorization === undefined) return say(401, "Unauthorized");
      const deployed = this.#trust.issuers["portal"]!;
      const { discoveryUrl } = deployed;
      const known = { iss: issuer, audiences, discoveryUrl, clientIdClaim: clientIdClaimOf(deployed) };
      const table = { issuers: { portal: known }, routes: { [key]: access.admits } };
      const decision = await decideLambda(authorization, key, table, this.#documents, new Date());
      if (!decision.admitted) return say(403, "Forbidden");
      const { iss, sub } = decision.claims;
      return Response.json({ claims: { iss, sub, client: decision.client } });
    }
    const clients = Object.values(this.#trust.issuers["portal"]!.clients).map(({ clientId }) => clientId);
    const config = {
      issuer,
      audiences: this.defect === "ignores the audience" ? clients : audiences,
      scopes: this.defect === "ignores scopes" ? [] : access.scopes,
    };
    const decision = await decide(authorization, config, this.#documents, new Date());
    if (!decision.admitted)
      return say(decision.status, { 401: "Unauthorized", 403: "Forbidden" }[decision.status], decision.wwwAuthenticate);
    if (this.defect === "admits ID tokens nowhere" && decision.claims["token_use"] === "id")
      return say(403, "Forbidden");
    return Response.json({ claims: asText(decision.claims) });
  }
}

/** The gateway hands every claim on as text. */
function asText(claims: Claims): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]));
}

function say(status: number, message: string, challenge?: string): Response {
  return Response.json(
    { message },
    { status, headers: challenge === undefined ? {} : { "www-authenticate": challenge } },
  );
}
