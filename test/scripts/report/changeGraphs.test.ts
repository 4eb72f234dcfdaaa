import assert from "node:assert/strict";
import { changeGraphs } from "../../../scripts/lib/report/change/changeGraphs.ts";
import { layoutGraph } from "../../../scripts/lib/report/graph/layoutGraph.ts";
import type { TrustGraph } from "../../../scripts/lib/report/graph/TrustGraph.ts";
import { trustGraphs } from "../../../scripts/lib/report/graph/trustGraphs.ts";
import type { RawSettings } from "../../../trust/Settings.ts";
import { changed, deploy, settings } from "../verify/support/deployedTrust.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "./accessGrantsTrust.ts";
import { withApis, withRoutes } from "./support/stacks.ts";

const graphsOf = (before: RawSettings | undefined, after: RawSettings, onlyChanges = false) =>
  changeGraphs(before && deploy(before), deploy(after), { onlyChanges });
const marked = ({ nodes }: TrustGraph) =>
  nodes.flatMap(({ id, change }) => (change === undefined ? [] : [`${change} ${id}`])).sort();
const moved = ({ edges }: TrustGraph) =>
  edges
    .flatMap(({ from, to, gained = [], lost = [] }) => [
      ...gained.map((who) => `+ ${who}: ${from} > ${to}`),
      ...lost.map((who) => `- ${who}: ${from} > ${to}`),
    ])
    .sort();

describe("changeGraphs", () => {
  it("marks nothing where nothing changes, and draws what is drawn without changes", () => {
    const graphs = graphsOf(settings, settings);
    const sorted = (all: readonly TrustGraph[]) =>
      all.map((graph) => ({ ...graph, nodes: graph.nodes.toSorted((one, other) => (one.id < other.id ? -1 : 1)) }));
    assert.deepEqual(sorted(graphs), sorted(trustGraphs(deploy(settings))));
    assert.deepEqual(graphsOf(settings, settings, true), []);
  });

  it("marks the one way that a client gains, and the route that asks for something else", () => {
    const after = changed(
      ({ apis }) => (apis["inventory"]!.routes["POST /keys"]!["scopes"] = ["keys.write", "keys.read"]),
    );
    const [graph] = graphsOf(settings, after);
    assert.deepEqual(marked(graph!), ["changed route:inventory POST /keys"]);
    assert.deepEqual(moved(graph!), ["+ client:main/reader: authorizer:inventory main > route:inventory POST /keys"]);
    const edge = graph!.edges.find(({ to }) => to === "route:inventory POST /keys");
    assert.deepEqual(edge?.subjects, ["client:main/admin", "client:main/reader"]);
  });

  it("marks what goes, and leaves a client alone that is still declared and reaches nothing more", () => {
    const after = changed(({ apis }) => {
      delete apis["inventory"]!.routes["POST /keys"];
      apis["inventory"]!.routes["GET /keys"]!["issuer"] = "partners";
    });
    const [graph] = graphsOf(settings, after);
    assert.deepEqual(marked(graph!), [
      "added authorizer:inventory partners",
      "added issuer:partners",
      "removed authorizer:inventory main",
      "removed issuer:main",
      "removed route:inventory POST /keys",
    ]);
    assert.ok(graph!.nodes.some(({ id }) => id === "client:main/admin"));
    assert.ok(
      moved(graph!).includes("+ client:partners/globex: authorizer:inventory partners > route:inventory GET /keys"),
    );
    assert.ok(moved(graph!).includes("- client:main/admin: authorizer:inventory main > route:inventory POST /keys"));
  });

  it("marks a client and an API that are gone, each in its frame", () => {
    const after = changed(({ issuers, apis }) => {
      delete issuers["main"]!.clients["admin"];
      delete apis["inventory"];
    });
    const graphs = graphsOf(settings, after);
    assert.deepEqual(
      graphs.map(({ title }) => title),
      ["APIs", "Relying parties"],
    );
    assert.ok(marked(graphs[0]!).includes("removed client:main/admin"));
    assert.ok(!marked(graphs[0]!).includes("removed client:main/reader"));
    assert.deepEqual(
      layoutGraph(graphs[0]!).frames.map(({ label }) => label),
      ["inventory"],
    );
  });

  it("shows all as new where nothing was deployed", () => {
    for (const graph of graphsOf(undefined, settings)) {
      assert.ok(graph.nodes.every(({ change }) => change === "added"));
      assert.ok(graph.edges.every(({ subjects, gained = [] }) => gained.length === subjects.length));
    }
  });

  it("follows a person who joins a group, and only that where only changes are asked for", () => {
    const before = accessGrantsTrust();
    const after = accessGrantsTrust(({ relyingParties: { s3 } }) => {
      s3.identityCenter.groups["analysts"]["members"] = ["dora", "erik"];
    });
    const [focused] = changeGraphs(before, after, { onlyChanges: true });
    assert.deepEqual(focused!.nodes.map(({ label }) => label).sort(), [
      "S3 Access Grants",
      "erik",
      "jumpcloud",
      "s3://acme-dev-reports/team-a/*",
    ]);
    assert.deepEqual(moved(focused!), [
      "+ person:jumpcloud/erik: party:s3 > place:s3/READ/s3://acme-dev-reports/team-a/*",
    ]);
    assert.equal(focused!.note, "What does not change is left out: 3 nodes");
  });

  it("draws 300 routes of which one changes as few nodes, and that one by itself", () => {
    const after = withRoutes(300);
    const routes = (after["apis"] as { orders: { routes: Record<string, unknown> } }).orders.routes;
    routes["GET /orders/v150"] = { issuer: "main", scopes: ["keys.write"], lambda: "orders" };
    const [graph] = graphsOf(withRoutes(300), after);
    const resources = graph!.nodes.filter(({ column }) => column === "resource");
    assert.deepEqual(
      resources.map(({ label, change }) => [label, change]),
      [
        ["269 routes", undefined],
        ["GET /orders/v150", "changed"],
        ["30 routes", undefined],
      ],
    );
    assert.equal(resources.flatMap(({ names = [] }) => names).length, 299);
  });

  it("draws 200 people with a place each, one of whom is new, as few nodes", () => {
    const [graph] = changeGraphs(accessGrantsTrust(ownPlaces(199)), accessGrantsTrust(ownPlaces(200)));
    const count = (column: string) => graph!.nodes.filter((node) => node.column === column).length;
    assert.ok(count("subject") <= 24 && count("resource") <= 24, `${count("subject")} and ${count("resource")}`);
    assert.ok(
      marked(graph!).some((mark) => mark.startsWith("added place:s3/READWRITE/s3://acme-dev-reports/home/person-199")),
    );
    const ids = new Set(graph!.nodes.map(({ id }) => id));
    for (const { from, to, subjects, gained = [], lost = [] } of graph!.edges) {
      for (const id of [from, to, ...subjects, ...gained, ...lost]) assert.ok(ids.has(id), id);
    }
    assert.ok(
      [...ids].every((id) => graph!.nodes.find((node) => node.id === id)!.column !== "subject" || !id.includes(" ")),
    );
  });

  it("gives the same graphs for the same two trusts", () => {
    const draw = () => changeGraphs(deploy(withApis(12, 30)), deploy(withApis(13, 29)));
    assert.deepEqual(draw(), draw());
    assert.deepEqual(
      changeGraphs(accessGrantsTrust(), accessGrantsTrust(manyPeople(50))),
      changeGraphs(accessGrantsTrust(), accessGrantsTrust(manyPeople(50))),
    );
  });
});
