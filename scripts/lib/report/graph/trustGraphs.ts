import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { DeployedTrust } from "../../../../trust/DeployedTrust.ts";
import type { ApiModel, RouteModel } from "../../../../trust/TrustModel.ts";
import { describeAsked } from "../describeAsked.ts";
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
    const allowed = leaf.rows.filter((row) => row.allowed);
    const leafId = this.#addRoute(
      leaf,
      allowed.map(({ client }) => client),
    );
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
    const issuers = requirementsOf(access).map(({ issuer }) => issuer);
    const authorizer =
      access.kind === "lambda" ? this.#addLambdaAuthorizer(leaf.api) : this.#addJwtAuthorizer(leaf.api, access.issuer);
    const clients = allowed.map(({ client, tokenOf }) => [this.#addClient(client), tokenOf] as const);
    for (const issuer of issuers) {
      const own = clients.flatMap(([id, tokenOf]) => (tokenOf === issuer ? [id] : []));
      const issuerId = this.#addIssuer(issuer);
      for (const client of own) this.#connect(client, issuerId, [client]);
      this.#connect(issuerId, authorizer, own);
    }
    this.#connect(
      authorizer,
      leafId,
      clients.map(([id]) => id),
    );
  }

  #addRoute({ api, routes }: Leaf, allowed: readonly AccessClient[]): string {
    const [route] = routes;
    const asked = describeAsked(route.access);
    const isGroup = routes.length > 1;
    const keys = routes.slice(0, namedInGroup).map(({ key }) => key);
    const rest = routes.length - keys.length;
    const who = allowed.length === 0 ? "no client" : allowed.map(describeClient).join(", ");
    const isOpen = allowed.some(({ kind }) => kind !== "client");
    return this.#addNode({
      id: `route:${api} ${route.key}`,
      column: "route",
      label: isGroup ? `${routes.length} routes` : route.key,
      detail: asked,
      description: `${api}: ${keys.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}. Asks for: ${asked}. Open to: ${who}`,
      tone: allowed.length === 0 ? "closed" : isOpen ? "open" : "plain",
      api,
    });
  }

  #addJwtAuthorizer(api: string, issuer: string): string {
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

  #addLambdaAuthorizer(api: string): string {
    const deployed = this.#trust.apis[api]?.lambdaAuthorizer;
    const kept =
      deployed === undefined
        ? "not deployed"
        : deployed.cacheSeconds === 0
          ? "answers not kept"
          : `answers kept for ${deployed.cacheSeconds} s`;
    const trusted = Object.entries(deployed?.issuers ?? {}).map(
      ([name, { audiences }]) => `${name} (audience ${audiences.join(", ")})`,
    );
    return this.#addNode({
      id: `authorizer:${api} lambda`,
      column: "authorizer",
      label: `${api} · Lambda`,
      detail: kept,
      description: `Lambda authorizer of ${api}, ${kept}, for ${trusted.join(", ") || "no issuer"}`,
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
      detail: named ? client.issuer : client.kind === "anyone" ? "no token needed" : ofDirectory[client.issuerKind],
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

/** Routes of the same issuers stand together, so that their edges do not cross those of others. */
function byIssuer(routes: readonly RouteModel[]): readonly RouteModel[] {
  const issuersOf = ({ access }: RouteModel) =>
    requirementsOf(access)
      .map(({ issuer }) => issuer)
      .join();
  return [...Map.groupBy(routes, issuersOf).values()].flat();
}

const ofDirectory = {
  okta: "of the organisation",
  entra: "of the tenant",
  b2c: "of the tenant",
  cognito: "of the user pool",
  jumpcloud: "of the organisation",
} as const;
