import type { AuthorizationServer } from "../state.ts";
import { activeKey, nextRotation } from "../keys.ts";
import { lifecycleLink, link } from "./links.ts";

/** The issuer of a server's tokens, character by character. */
export function issuerOf(server: AuthorizationServer, baseUrl: string): string {
  return `${baseUrl}/oauth2/${server.default ? "default" : server.id}`;
}

/** Members and their order as in recorded answers. */
export function authorizationServerJson(server: AuthorizationServer, baseUrl: string): object {
  const self = `${baseUrl}/api/v1/authorizationServers/${server.id}`;
  const issuer = issuerOf(server, baseUrl);
  const metadata = (name: string) => ({ name, ...link(`${issuer}/.well-known/${name}`, "GET") });
  return {
    id: server.id,
    name: server.name,
    description: server.description,
    audiences: server.audiences,
    issuer,
    issuerMode: server.issuerMode,
    status: server.status,
    created: server.created,
    lastUpdated: server.lastUpdated,
    credentials: {
      signing: {
        kid: activeKey(server).kid,
        rotationMode: server.rotationMode,
        lastRotated: server.lastRotated,
        ...(server.rotationMode === "AUTO" && { nextRotation: nextRotation(server) }),
      },
    },
    default: server.default,
    _links: {
      rotateKey: link(`${self}/credentials/lifecycle/keyRotate`, "POST"),
      metadata: [metadata("oauth-authorization-server"), metadata("openid-configuration")],
      keys: link(`${self}/credentials/keys`, "GET"),
      claims: link(`${self}/claims`, "GET", "POST"),
      policies: link(`${self}/policies`, "GET", "POST"),
      self: link(self, "GET", "DELETE", "PUT"),
      scopes: link(`${self}/scopes`, "GET", "POST"),
      ...lifecycleLink(self, server.status, "POST"),
    },
  };
}
