import assert from "node:assert/strict";
import type { TrustGraph } from "../../../scripts/lib/report/graph/TrustGraph.ts";
import { trustGraphs } from "../../../scripts/lib/report/graph/trustGraphs.ts";
import { microsoftTrust } from "./microsoftTrust.ts";

function graphOf(change?: Parameters<typeof microsoftTrust>[0]): TrustGraph {
  const graphs = trustGraphs(microsoftTrust(change));
  assert.deepEqual(
    graphs.map(({ title }) => title),
    ["APIs", "Relying parties"],
  );
  return graphs[0]!;
}

const edgesFrom = ({ edges }: TrustGraph, from: string): string[] =>
  edges.flatMap((edge) => (edge.from === from ? [`${edge.to}: ${edge.subjects.join(", ")}`] : [])).sort();

describe("trustGraphs, of issuers of Microsoft's", () => {
  it("leads the clients of several issuers through the Lambda authorizer to one route", () => {
    const graph = graphOf();
    const [shop, nightly] = ["client:customers/shop", "client:workforce/nightly-export"];
    assert.deepEqual(edgesFrom(graph, "authorizer:orders lambda"), [
      `route:orders GET /orders/all: ${shop}, ${nightly}`,
      `route:orders GET /orders/export: ${nightly}`,
    ]);
    const toLambda = (issuer: string) =>
      edgesFrom(graph, issuer).filter((edge) => edge.startsWith("authorizer:orders lambda"));
    assert.deepEqual(toLambda("issuer:customers"), [`authorizer:orders lambda: ${shop}`]);
    assert.deepEqual(toLambda("issuer:workforce"), [`authorizer:orders lambda: ${nightly}`]);
  });

  it("says what the Lambda authorizer trusts, and how long it keeps answers", () => {
    const node = graphOf().nodes.find(({ id }) => id === "authorizer:orders lambda");
    assert.deepEqual(
      [node?.detail, node?.description],
      [
        "answers kept for 60 s",
        "Lambda authorizer of orders, answers kept for 60 s, for workforce (audience client-workforce), customers (audience client-customers)",
      ],
    );
    const uncached = graphOf(({ apis }) => delete apis.orders["lambdaAuthorizer"]);
    assert.equal(uncached.nodes.find(({ id }) => id === "authorizer:orders lambda")?.detail, "answers not kept");
  });

  it("says what each issuer of a route is asked for", () => {
    const node = graphOf().nodes.find(({ id }) => id === "route:orders GET /orders/all");
    assert.equal(node?.detail, "customers: orders.read; workforce: Orders.Export");
  });

  it("draws any application of the tenant as open, through the issuer that lets it in", () => {
    const graph = graphOf(({ issuers }) => (issuers.workforce["assignmentRequired"] = false));
    const client = graph.nodes.find(({ id }) => id === "client:workforce/any-application");
    assert.deepEqual([client?.detail, client?.tone], ["of the tenant", "open"]);
    assert.equal(graph.nodes.find(({ id }) => id === "route:orders GET /orders/summary")?.tone, "open");
    assert.deepEqual(
      graph.edges.filter(({ from }) => from === "client:workforce/any-application").map(({ to }) => to),
      ["issuer:workforce"],
    );
  });

  it("has an edge for no client that is denied", () => {
    const { nodes, edges } = graphOf();
    assert.equal(nodes.filter(({ id }) => id === "client:workforce/bystander").length, 0);
    const ids = new Set(nodes.map(({ id }) => id));
    assert.deepEqual(
      edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to)),
      [],
    );
  });
});
