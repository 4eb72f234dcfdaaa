import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { accessLogFormat } from "../../../../components/aws/accessLogFormat.ts";
import { AuditQueries } from "../../../../components/aws/audit/AuditQueries.ts";
import { savedQueries } from "../../../../components/aws/audit/savedQueries.ts";
import { clientIdClaimOf } from "../../../../trust/clientIdClaimOf.ts";
import { runProgram } from "../../support/runProgram.ts";

/** Every claim that can name a client. */
const clientClaims = (["okta", "entra", "b2c", "cognito", "jumpcloud"] as const).map((kind) =>
  clientIdClaimOf({ kind }),
);

describe("AuditQueries", () => {
  it("saves each query over the logs that it is for, in the stack's folder", async () => {
    const { ofType } = await runProgram(
      () =>
        new AuditQueries("audit", {
          accessLogs: [output("inventory"), output("orders")],
          authorizerLogs: [output("authorizer")],
        }),
    );
    const access = ["inventory", "orders"];
    const all = [...access, "authorizer"];
    assert.deepEqual(
      ofType("aws:cloudwatch/queryDefinition:QueryDefinition").map(({ parent, inputs }) => [
        parent,
        inputs["name"],
        inputs["logGroupNames"],
      ]),
      [
        ["authorizer errors", all],
        ["one request", all],
        ["refusals by client", access],
        ["refusals by route", access],
        ["refusals by source", access],
        ["who called a route", access],
      ].map(([title, logs]) => ["crosstrust:aws:AuditQueries audit", `crosstrust-dev/${String(title)}`, logs]),
    );
  });

  it("asks for fields that the logs have, and for no others", () => {
    const authorizerLine = ["refused", "issuer", "client", "error", "routeKey", "requestId"];
    const logged = new Set([...paths(JSON.parse(accessLogFormat(clientClaims, true)) as object), ...authorizerLine]);
    const asked = savedQueries.flatMap(({ query }) => fieldsOf(query));
    assert.ok(asked.length > 20);
    assert.deepEqual(
      asked.filter((field) => !logged.has(field)),
      [],
    );
  });

  it("finds the client whichever issuer named it", () => {
    const caller = /\/(.*)\//.exec(savedQueries.find(({ name }) => name === "refusals by client")!.query)![1]!;
    const found = (known: Record<string, string>) => {
      const line = accessLogFormat(clientClaims, true).replaceAll(/\$context\.([\w.]+)/g, (_text, name: string) =>
        JSON.stringify(known[name] ?? "-").slice(1, -1),
      );
      return new RegExp(caller).exec(line)?.groups?.["caller"];
    };
    for (const claim of clientClaims) assert.equal(found({ [`authorizer.claims.${claim}`]: "0oa-1" }), "0oa-1");
    assert.equal(found({ "authorizer.client": "7e1f-2" }), "7e1f-2");
    assert.equal(found({}), undefined);
    assert.equal(
      new RegExp(caller).exec('{"refused":"scope","issuer":"okta","client":"0oa1"}')?.groups?.["caller"],
      "0oa1",
    );
  });

  it("is within what Logs Insights takes", () => {
    for (const { name, query } of savedQueries) {
      assert.ok(name.length < 100 && query.length <= 10_000);
      assert.doesNotMatch(query, /\n(?!\| )/);
    }
  });
});

/** The fields by which Logs Insights finds the members of a line of JSON. */
function paths(line: object, prefix = ""): string[] {
  return Object.entries(line).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null ? paths(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

/** What a query names beside commands, functions, its own aliases, texts and the fields of Logs Insights itself. */
function fieldsOf(query: string): string[] {
  const words = query
    .replaceAll(/parse @message \/.*?\/|"[^"]*"|@\w+|\b(?:\w+)\(|\bas \w+/g, " ")
    .match(/[a-zA-Z][\w.]*/g)!;
  const aliases = [...query.matchAll(/\bas (\w+)|\?<(\w+)>/g)].map((match) => match[1] ?? match[2]);
  const own = new Set(["stats", "by", "sort", "desc", "asc", "filter", "fields", "in", "and", "or", "not", ...aliases]);
  return words.filter((word) => !own.has(word));
}
