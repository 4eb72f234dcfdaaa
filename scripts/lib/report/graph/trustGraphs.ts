import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { ApiModel, RouteModel } from "../../../../trust/TrustModel.ts";
import type { GraphEdge, GraphNode, TrustGraph } from "./TrustGraph.ts";

/** More routes than this in one picture, and those with the same access become one node. */
const mostRoutes = 24;
const namedInGroup = 20;

/** The trust as one graph; where that would be too much to read, one for each API. */
export function trustGraphs(trust: DeployedTrust): readonly TrustGraph[] {
  const apis = Object.entries(trust.model.apis).filter(([, { routes }]) => routes.length > 0);
  const routes = apis.reduce((sum, [, api]) => sum + api.routes.length, 0);
  const build = (title: string, chosen: typeof apis): TrustGraph => new GraphBuilder(trust, title).build(chosen);
  if (apis.length === 0) return [];
  if (routes <= mostRoutes || apis.length === 1) return [build("Trust graph", apis)];
  return apis.map(([name, api]) => build(`${name} · ${api.routes.length} routes`, [[name, api]]));
}

/** Routes of one API with the same access: one route, or a group of them. */
interface Leaf {
  readonly api: string;
  readonly routes: readonly [RouteModel, ...RouteModel[]];
  readonly rows: readonly AccessRow[];
}

class GraphBuilder {
  readonly #trust: DeployedTrust;
  readonly #title: string;
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  constructor(trust: DeployedTrust, title: string) {
    this.#trust = trust;
    this.#title = title;
  }

  build(apis: readonly (readonly [string, ApiModel])[]): TrustGraph {
    const rows = Map.groupBy(accessMatrix(this.#trust.model), ({ api, route }) => `${api} ${route}`);
    const count = apis.reduce((sum, [, { routes }]) => sum + routes.length, 0);
    for (const [name, api] of apis) {
      for (const routes of groupRoutes(byIssuer(api.routes), count > mostRoutes)) {
        this.#addLeaf({ api: name, routes, rows: rows.get(`${name} ${routes[0].key}`) ?? [] });
      }
    }
    return { title: this.#title, nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  #addLeaf(leaf: Leaf): void {
    const allowed = leaf.rows.filter((row) => row.allowed).map(({ client }) => client);
    const leafId = this.#addRoute(leaf, allowed);
    const { access } = leaf.routes[0];
    if (access.kind === "public") {
      const open = this.#addNode({
        id: `public:${leaf.api}`,
        column: "authorizer",
        label: "no authorizer",
        detail: "public",
        description: `${leaf.api}: public routes, nobody is asked for a token`,
        tone: "open",
      });
      const anyone = this.#addClient({ kind: "anyone" });
      this.#connect(anyone, open, [anyone]);
      this.#connect(open, leafId, [anyone]);
      return;
    }
    const authorizer = this.#addAuthorizer(leaf.api, access.issuer);
    const issuer = this.#addIssuer(access.issuer);
    const clients = allowed.map((client) => this.#addClient(client));
    for (const client of clients) this.#connect(client, issuer, [client]);
    this.#connect(issuer, authorizer, clients);
    this.#connect(authorizer, leafId, clients);
  }

  #addRoute({ api, routes }: Leaf, allowed: readonly AccessClient[]): string {
    const [route] = routes;
    const scopes = describeScopes(route);
    const isGroup = routes.length > 1;
    const keys = routes.slice(0, namedInGroup).map(({ key }) => key);
    const rest = routes.length - keys.length;
    const who = allowed.length === 0 ? "no client" : allowed.map(describeClient).join(", ");
    const isOpen = allowed.some(({ kind }) => kind !== "client");
    return this.#addNode({
      id: `route:${api} ${route.key}`,
      column: "route",
      label: isGroup ? `${routes.length} routes` : route.key,
      detail: scopes,
      description: `${api}: ${keys.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}. Asks for: ${scopes}. Open to: ${who}`,
      tone: allowed.length === 0 ? "closed" : isOpen ? "open" : "plain",
      api,
    });
  }

  #addAuthorizer(api: string, issuer: string): string {
    const audiences = this.#trust.apis[api]?.authorizers[issuer]?.audiences.join(", ") ?? "not deployed";
    return this.#addNode({
      id: `authorizer:${api} ${issuer}`,
      column: "authorizer",
      label: `${api} · ${issuer}`,
      detail: audiences,
      description: `JWT authorizer of ${api} for ${issuer}, audience ${audiences}`,
      tone: "plain",
    });
  }

  #addIssuer(name: string): string {
    const url = this.#trust.issuers[name]?.issuer ?? "not deployed";
    return this.#addNode({
      id: `issuer:${name}`,
      column: "issuer",
      label: name,
      detail: url.replace(/^https:\/\//, ""),
      description: `Issuer ${name}: ${url}`,
      tone: "plain",
    });
  }

  #addClient(client: AccessClient): string {
    const named = client.kind === "client";
    const isIssuers = client.kind !== "anyone";
    return this.#addNode({
      id: `client:${isIssuers ? client.issuer : ""}/${named ? client.name : client.kind}`.replaceAll(" ", "_"),
      column: "client",
      label: named ? client.name : client.kind === "anyone" ? "Anyone" : "Any application",
      detail: named ? client.issuer : client.kind === "anyone" ? "no token needed" : "of the organisation",
      description: describeClient(client),
      tone: named ? "plain" : "open",
    });
  }

  #addNode(node: GraphNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  #connect(from: string, to: string, clients: readonly string[]): void {
    const id = `${from}→${to}`;
    const merged = new Set([...(this.#edges.get(id)?.clients ?? []), ...clients]);
    this.#edges.set(id, { from, to, clients: [...merged] });
  }
}

function groupRoutes(
  routes: readonly RouteModel[],
  grouped: boolean,
): readonly (readonly [RouteModel, ...RouteModel[]])[] {
  if (!grouped) return routes.map((route) => [route]);
  return [...Map.groupBy(routes, ({ access }) => JSON.stringify(access)).values()] as [RouteModel, ...RouteModel[]][];
}

/** Routes of one issuer stand together, so that their edges do not cross those of others. */
function byIssuer(routes: readonly RouteModel[]): readonly RouteModel[] {
  return [
    ...Map.groupBy(routes, ({ access }) => (access.kind === "public" ? undefined : access.issuer)).values(),
  ].flat();
}

function describeScopes({ access }: RouteModel): string {
  if (access.kind === "public") return "public";
  return access.scopes.length === 0 ? "any token" : access.scopes.join(" or ");
}
