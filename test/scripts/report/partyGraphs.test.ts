import assert from "node:assert/strict";
import { layoutGraph } from "../../../scripts/lib/report/graph/layoutGraph.ts";
import type { Column, TrustGraph } from "../../../scripts/lib/report/graph/TrustGraph.ts";
import { trustGraphs } from "../../../scripts/lib/report/graph/trustGraphs.ts";
import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { cognitoModel, federatedModel, federatedSettings } from "../../trust/cognitoFixture.ts";
import { deploy } from "../verify/support/deployedTrust.ts";
import { accessGrantsTrust, manyPeople, ownPlaces } from "./accessGrantsTrust.ts";
import { microsoftTrust } from "./microsoftTrust.ts";

function graphOf(trust: DeployedTrust): TrustGraph {
  const graph = trustGraphs(trust).find(({ title }) => title === "Relying parties");
  assert.ok(graph !== undefined, "no graph of the relying parties");
  return graph;
}

const nodesOf = ({ nodes }: TrustGraph, column: Column): readonly string[] =>
  nodes.filter((node) => node.column === column).map(({ label, detail, tone }) => `${label} | ${detail} | ${tone}`);

const edgesOf = ({ edges }: TrustGraph): readonly string[] =>
  edges.map(({ from, to, subjects }) => `${from} > ${to}: ${subjects.join(" ")}`).sort();

describe("trustGraphs, of relying parties", () => {
  it("leads people through JumpCloud to S3 Access Grants, and on to the places that are granted to them", () => {
    const graph = graphOf(accessGrantsTrust());
    assert.deepEqual(nodesOf(graph, "subject"), [
      "dora | dora@acme.example | plain",
      "erik | erik@acme.example | plain",
    ]);
    assert.deepEqual(nodesOf(graph, "issuer"), ["jumpcloud | oauth.id.jumpcloud.com/ | plain"]);
    assert.deepEqual(nodesOf(graph, "verifier"), ["S3 Access Grants | s3 | plain"]);
    assert.deepEqual(nodesOf(graph, "resource"), [
      "s3://acme-dev-reports/team-a/* | READ for analysts | plain",
      "s3://acme-dev-logs/app/* | READWRITE for erik | plain",
      "s3://acme-dev-reports/summary.csv | WRITE for erik | plain",
    ]);
    const [dora, erik] = ["person:jumpcloud/dora", "person:jumpcloud/erik"];
    assert.deepEqual(edgesOf(graph), [
      `issuer:jumpcloud > party:s3: ${dora} ${erik}`,
      `party:s3 > place:s3/READ/s3://acme-dev-reports/team-a/*: ${dora}`,
      `party:s3 > place:s3/READWRITE/s3://acme-dev-logs/app/*: ${erik}`,
      `party:s3 > place:s3/WRITE/s3://acme-dev-reports/summary.csv: ${erik}`,
      `${dora} > issuer:jumpcloud: ${dora}`,
      `${erik} > issuer:jumpcloud: ${erik}`,
    ]);
  });

  it("says of a place by which grants, of a person at what, and of the relying party by what it trusts", () => {
    const descriptions = new Map(graphOf(accessGrantsTrust()).nodes.map(({ id, description }) => [id, description]));
    assert.equal(
      descriptions.get("place:s3/READ/s3://acme-dev-reports/team-a/*"),
      "s3: READ s3://acme-dev-reports/team-a/*, granted to analysts (analysts-team-a). Open to: dora",
    );
    assert.equal(
      descriptions.get("person:jumpcloud/erik"),
      "erik (erik@acme.example): READWRITE s3://acme-dev-logs/app/*, WRITE s3://acme-dev-reports/summary.csv",
    );
    assert.equal(
      descriptions.get("party:s3"),
      "S3 Access Grants (s3): trusts jumpcloud, as the client s3-access-grants, by the application s3 of Identity Center",
    );
  });

  it("draws as open what is granted to those whom only Identity Center knows, and as closed what nobody reaches", () => {
    const graph = graphOf(
      accessGrantsTrust(({ relyingParties: { s3 } }) => {
        const { assignment, groups } = s3.identityCenter;
        groups["nobody"] = { source: "declared", displayName: "Nobody" };
        assignment["groups"] = ["analysts", "auditors", "nobody"];
        s3.grants["analysts-team-a"]["group"] = "auditors";
        s3.grants["erik-logs"] = { location: "logs", prefix: "*", group: "nobody", permission: "READ" };
      }),
    );
    assert.deepEqual(nodesOf(graph, "resource"), [
      "s3://acme-dev-reports/team-a/* | READ for auditors | open",
      "s3://acme-dev-logs/app/* | READ for nobody | closed",
      "s3://acme-dev-reports/summary.csv | WRITE for erik | plain",
    ]);
    assert.deepEqual(
      graph.nodes.flatMap(({ column, description }) => (column === "resource" ? [description] : [])),
      [
        "s3: READ s3://acme-dev-reports/team-a/*, granted to auditors (analysts-team-a); only Identity Center knows all who get in. Open to: dora, erik",
        "s3: READ s3://acme-dev-logs/app/*, granted to nobody (erik-logs). Open to: nobody who is declared",
        "s3: WRITE s3://acme-dev-reports/summary.csv, granted to erik (erik-summary). Open to: erik",
      ],
    );
    assert.equal(
      graph.nodes.find(({ id }) => id === "person:jumpcloud/dora")?.description,
      "dora (dora@acme.example): READ s3://acme-dev-reports/team-a/* (only Identity Center knows)",
    );
  });

  it("leads people through the Entra ID tenant to JumpCloud", () => {
    const graph = graphOf(microsoftTrust());
    assert.deepEqual(nodesOf(graph, "subject"), ["alice | alice@acme.example | plain"]);
    assert.deepEqual(nodesOf(graph, "issuer"), ["Entra ID tenant | not deployed | plain"]);
    assert.deepEqual(nodesOf(graph, "verifier"), ["JumpCloud | jumpcloud | plain"]);
    assert.deepEqual(nodesOf(graph, "resource"), ["Sign-in at JumpCloud | members of entra-people | plain"]);
    assert.deepEqual(edgesOf(graph), [
      "party:jumpcloud > sign-in:jumpcloud: person:jumpcloud/alice",
      "person:jumpcloud/alice > tenant:not%20deployed: person:jumpcloud/alice",
      "tenant:not%20deployed > party:jumpcloud: person:jumpcloud/alice",
    ]);
  });

  it("leads customers, who are of kinds, through the user pool to the portal, and none whom its client does not offer", () => {
    const graph = graphOf(deploy(federatedSettings()));
    assert.deepEqual(nodesOf(graph, "subject"), [
      "Anyone | of the user pool | open",
      "Anyone | of the Entra ID tenant (company) | open",
    ]);
    assert.deepEqual(nodesOf(graph, "issuer"), [
      "portal | cognito-idp.eu-central-1.amazonaws.com/eu-central-1_portal | plain",
    ]);
    assert.deepEqual(nodesOf(graph, "verifier"), ["Jira Service Management | support | plain"]);
    assert.deepEqual(nodesOf(graph, "resource"), [
      "Customer portal | acme.atlassian.net/servicedesk/customer/portals | open",
    ]);
    const ids = graph.nodes.filter(({ column }) => column === "subject").map(({ id }) => id);
    assert.deepEqual(
      ids.filter((id) => id.includes(" ")),
      [],
    );
    assert.deepEqual(graph.edges.find(({ to }) => to === "portal:support")?.subjects, ids);
  });

  it("is not there where no relying party is declared, and alone where no API is", () => {
    const none = { ...microsoftTrust(), model: cognitoModel() };
    assert.deepEqual(
      [none, accessGrantsTrust(), { ...none, model: { ...federatedModel(), apis: {}, relyingParties: {} } }].map(
        (trust) => trustGraphs(trust).map(({ title }) => title),
      ),
      [["APIs"], ["Relying parties"], []],
    );
  });
});

describe("trustGraphs, of many people and places", () => {
  it("draws 200 people by what lets them in", () => {
    const graph = graphOf(accessGrantsTrust(manyPeople(200)));
    assert.deepEqual(nodesOf(graph, "subject"), [
      "181 people | in analysts | plain",
      "erik | erik@acme.example | plain",
    ]);
    const [people] = graph.nodes;
    assert.match(people!.description, /^181 people, in analysts: dora, person-000, .* and 161 more$/);
    assert.equal(people!.id.includes(" "), false);
    assert.deepEqual(graph.edges.find(({ to }) => to.includes("team-a"))?.subjects, [people!.id]);
    assert.ok(layoutGraph(graph).height < 500);
  });

  it("draws 180 people who are sent to Entra ID as one, and counts no one who is not", () => {
    const person = (index: number) => ({
      userPrincipalName: `person-${index}@acme.example`,
      displayName: `Person ${index}`,
      routed: index < 180,
    });
    const graph = graphOf(
      microsoftTrust(({ relyingParties: { jumpcloud } }) => {
        jumpcloud.people = Object.fromEntries(
          Array.from({ length: 200 }, (_, index) => [`person-${index}`, person(index)]),
        );
      }),
    );
    assert.deepEqual(nodesOf(graph, "subject"), ["180 people | in entra-people | plain"]);
    assert.match(
      graph.nodes.find(({ column }) => column === "resource")!.description,
      /Open to: person-0, person-1, .* and 160 more$/,
    );
  });

  it("draws every person alone as long as there are few", () => {
    // Two of the 24 are no analysts; dora and erik are there too.
    assert.equal(nodesOf(graphOf(accessGrantsTrust(manyPeople(24))), "subject").length, 24);
    assert.equal(nodesOf(graphOf(accessGrantsTrust(manyPeople(25))), "subject").length, 2);
  });

  it("draws 200 places of 200 people as one place of theirs, and them as one", () => {
    const graph = graphOf(accessGrantsTrust(ownPlaces(200)));
    assert.deepEqual(nodesOf(graph, "resource"), [
      "s3://acme-dev-reports/team-a/* | READ for analysts | plain",
      "201 places | READWRITE for users | plain",
      "s3://acme-dev-reports/summary.csv | WRITE for erik | plain",
    ]);
    assert.deepEqual(nodesOf(graph, "subject"), [
      "dora | dora@acme.example | plain",
      "erik | erik@acme.example | plain",
      "180 people | in analysts and by name | plain",
      "20 people | by name | plain",
    ]);
    assert.ok(layoutGraph(graph).height < 500);
  });

  it("is one graph for each relying party where one would be too much", () => {
    const { model, issuers } = accessGrantsTrust(manyPeople(200));
    const portal = deploy(federatedSettings());
    const trust: DeployedTrust = {
      ...portal,
      model: {
        ...model,
        issuers: { ...model.issuers, ...portal.model.issuers },
        relyingParties: { ...model.relyingParties, ...portal.model.relyingParties },
      },
      issuers: { ...issuers, ...portal.issuers },
    };
    assert.deepEqual(
      trustGraphs(trust).map(({ title }) => title),
      ["s3 · S3 Access Grants", "support · Jira Service Management"],
    );
  });

  it("leads from left to right, with no way to or from a node that is not there", () => {
    for (const change of [undefined, manyPeople(200), ownPlaces(200)]) {
      const graph = graphOf(accessGrantsTrust(change));
      const { nodes, frames } = layoutGraph(graph);
      const byId = new Map(nodes.map((node) => [node.id, node]));
      assert.equal(byId.size, graph.nodes.length);
      for (const { from, to, subjects } of graph.edges) {
        assert.ok(byId.get(from)!.x < byId.get(to)!.x, `${from} > ${to}`);
        for (const subject of subjects) assert.equal(byId.get(subject)?.column, "subject");
      }
      assert.deepEqual(
        frames.map(({ label }) => label),
        ["s3"],
      );
    }
  });
});
