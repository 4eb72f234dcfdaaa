import assert from "node:assert/strict";
import { layoutGraph, spreadOut } from "../../../scripts/lib/report/graph/layoutGraph.ts";
import { trustGraphs } from "../../../scripts/lib/report/graph/trustGraphs.ts";
import { deploy, settings } from "../verify/support/deployedTrust.ts";

describe("layoutGraph", () => {
  const [graph] = trustGraphs(deploy(settings));
  const { nodes, frames, width, height } = layoutGraph(graph!);

  it("places every node within the picture, and none over another", () => {
    assert.equal(nodes.length, graph!.nodes.length);
    for (const node of nodes) {
      assert.ok(node.x >= 0 && node.y >= 0 && node.x + node.width <= width && node.y + node.height <= height);
      for (const other of nodes) {
        const apart = node === other || node.x !== other.x || Math.abs(node.y - other.y) >= node.height;
        assert.ok(apart, `${node.id} and ${other.id}`);
      }
    }
  });

  it("leads from left to right", () => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    for (const { from, to } of graph!.edges) assert.ok(byId.get(from)!.x < byId.get(to)!.x);
  });

  it("frames the routes of each API", () => {
    assert.deepEqual(
      frames.map(({ label }) => label),
      ["inventory"],
    );
    const routes = nodes.filter(({ column }) => column === "resource");
    const [frame] = frames;
    assert.ok(routes.every(({ x, y }) => x > frame!.x && y > frame!.y && y < frame!.y + frame!.height));
  });
});

describe("spreadOut", () => {
  it("leaves alone what is far enough apart", () => {
    assert.deepEqual(spreadOut([0, 10, 30], 10), [0, 10, 30]);
  });

  it("moves what collides apart around its middle", () => {
    assert.deepEqual(spreadOut([10, 10, 10], 10), [0, 10, 20]);
    assert.deepEqual(spreadOut([0, 100, 100], 10), [0, 95, 105]);
  });
});
