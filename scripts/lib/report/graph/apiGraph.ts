import { accessMatrix, describeClient } from "../../../../trust/accessMatrix.ts";
import type { AccessClient, AccessRow } from "../../../../trust/accessMatrix.ts";
import { requirementsOf } from "../../../../trust/access/requirementsOf.ts";
import type { DrawnTrust } from "./DrawnTrust.ts";
import type { ApiModel, RouteModel } from "../../../../trust/TrustModel.ts";
import { describeAsked } from "../describeAsked.ts";
import { clientNode } from "./clientNode.ts";
import { GraphBuilder } from "./GraphBuilder.ts";
import { issuerNode } from "./issuerNode.ts";
import { nameSome } from "./nameSome.ts";
import type { TrustGraph } from "./TrustGraph.ts";

const headings = { subject: "Clients", issuer: "Issuers", verifier: "Authorizers", resource: "Routes" } as const;

/**
 * Who calls which routes of some APIs, and through whom.
 * @param grouped whether routes of an API with the same access are one node
 */
export function apiGraph(
  trust: DrawnTrust,
  title: string,
  apis: readonly (readonly [string, ApiModel])[],
  grouped: boolean,
): TrustGraph {
  const drawing = new ApiDrawing(trust);
  const rows = Map.groupBy(accessMatrix(trust.model), ({ api, route }) => `${api} ${route}`);
  for (const [name, api] of apis) {
    for (const routes of groupRoutes(byIssuer(api.routes), grouped)) {
      drawing.addLeaf({ api: name, routes, rows: rows.get(`${name} ${routes[0].key}`) ?? [] });
    }
  }
  return drawing.graph.build(title, headings);
}

/** Routes of one API with the same access: one route, or a group of them. */
interface Leaf {
  readonly api: string;
  readonly routes: readonly [RouteModel, ...RouteModel[]];
  readonly rows: readonly AccessRow[];
}

class ApiDrawing {
  readonly graph = new GraphBuilder();
  readonly #trust: DrawnTrust;

  constructor(trust: DrawnTrust) {
    this.#trust = trust;
  }

  addLeaf(leaf: Leaf): void {
    const allowed = leaf.rows.filter((row) => row.allowed);
    const leafId = this.#addRoute(
      leaf,
      allowed.map(({ client }) => client),
    );
    const { access } = leaf.routes[0];
    if (access.kind === "public") {
      const open = this.graph.addNode({
        id: `public:${leaf.api}`,
        column: "verifier",
        label: "no authorizer",
        detail: "public",
        description: `${leaf.api}: public routes, nobody is asked for a token`,
        tone: "open",
      });
      const anyone = this.graph.addNode(clientNode({ kind: "anyone" }));
      this.graph.connect(anyone, open, [anyone]);
      this.graph.connect(open, leafId, [anyone]);
      return;
    }
    const issuers = requirementsOf(access).map(({ issuer }) => issuer);
    const authorizer =
      access.kind === "lambda" ? this.#addLambdaAuthorizer(leaf.api) : this.#addJwtAuthorizer(leaf.api, access.issuer);
    const clients = allowed.map(({ client, tokenOf }) => [this.graph.addNode(clientNode(client)), tokenOf] as const);
    for (const issuer of issuers) {
      const own = clients.flatMap(([id, tokenOf]) => (tokenOf === issuer ? [id] : []));
      const issuerId = this.graph.addNode(issuerNode(this.#trust, issuer));
      for (const client of own) this.graph.connect(client, issuerId, [client]);
      this.graph.connect(issuerId, authorizer, own);
    }
    this.graph.connect(
      authorizer,
      leafId,
      clients.map(([id]) => id),
    );
  }

  #addRoute({ api, routes }: Leaf, allowed: readonly AccessClient[]): string {
    const [route] = routes;
    const asked = describeAsked(route.access);
    const isGroup = routes.length > 1;
    const all = routes.map(({ key }) => key);
    const keys = nameSome(all);
    const who = allowed.length === 0 ? "no client" : allowed.map(describeClient).join(", ");
    const isOpen = allowed.some(({ kind }) => kind !== "client");
    return this.graph.addNode({
      id: `route:${api} ${route.key}`,
      column: "resource",
      label: isGroup ? `${routes.length} routes` : route.key,
      detail: asked,
      description: `${api}: ${keys}. Asks for: ${asked}. Open to: ${who}`,
      tone: allowed.length === 0 ? "closed" : isOpen ? "open" : "plain",
      frame: api,
      ...(isGroup && { names: all }),
    });
  }

  #addJwtAuthorizer(api: string, issuer: string): string {
    const audiences = this.#trust.apis[api]?.authorizers[issuer]?.audiences.join(", ") ?? "not deployed";
    return this.graph.addNode({
      id: `authorizer:${api} ${issuer}`,
      column: "verifier",
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
    return this.graph.addNode({
      id: `authorizer:${api} lambda`,
      column: "verifier",
      label: `${api} · Lambda`,
      detail: kept,
      description: `Lambda authorizer of ${api}, ${kept}, for ${trusted.join(", ") || "no issuer"}`,
      tone: "plain",
    });
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
