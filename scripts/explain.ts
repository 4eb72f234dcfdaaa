import { mapValues } from "../lib/mapValues.ts";
import { CrosstrustError } from "../trust/CrosstrustError.ts";
import { collect } from "./lib/cli/collect.ts";
import { configFileOption } from "./lib/cli/stackOptions.ts";
import type { ChosenRoute } from "./lib/explain/chooseRoute.ts";
import type { ScriptCommand, Terminal } from "./lib/ScriptCommand.ts";

interface RouteOptions {
  readonly stack?: string | undefined;
  readonly configFile?: string | undefined;
  readonly route?: string | undefined;
  readonly api?: string | undefined;
  readonly issuer?: string | undefined;
  readonly audience: readonly string[];
  readonly scopes?: string | undefined;
}

const command: ScriptCommand = {
  name: "explain",
  summary: "Says what a route's authorizer answers to a token, which check decides, and what to change.",
  define(command, run) {
    const defined = command
      .option("--stack <name>", "the stack that has the route")
      .addOption(configFileOption())
      .option("--route <key>", 'the route, as "GET /orders/{id}", or a request to it, as "GET /orders/7"')
      .option("--api <name>", "the API that has the route, where several do")
      .option("--issuer <url>", "without a stack: the authorizer's issuer")
      .option(
        "--audience <audience>",
        "without a stack: one of the authorizer's audiences; once for each",
        collect,
        [] as readonly string[],
      )
      .option("--scopes <a,b>", "without a stack: the route's scopes; none means that no scope is asked for")
      .requiredOption(
        "--token <source>",
        "where the token is: `-` for standard input, or a file; never the token itself",
      )
      .option("--jwks <file>", "the issuer's key set, instead of asking the issuer")
      .option("--discovery <file>", "the issuer's discovery document, instead of asking the issuer")
      .option("--at <time>", "when: ISO 8601 or seconds since 1970; by default now")
      .option("--json <file>", "write the explanation to a file");
    return defined.action(({ token, jwks, discovery, at, json, ...options }) =>
      run(async (terminal) => {
        const [{ proxyFetch }, { explainToken }, { issuerDocuments }, { readTime }, { readToken }, { writeJson }] =
          await Promise.all([
            import("../lib/proxyFetch.ts"),
            import("./lib/explain/explainToken.ts"),
            import("./lib/explain/issuerDocuments.ts"),
            import("./lib/explain/readTime.ts"),
            import("./lib/explain/readToken.ts"),
            import("./lib/writeJson.ts"),
          ]);
        const now = at === undefined ? new Date() : readTime(at);
        checkOptions(options);
        const documents = await issuerDocuments({
          jwksFile: jwks,
          discoveryFile: discovery,
          fetch: proxyFetch,
          signal: terminal.signal,
        });
        const authorization = await readToken(token, terminal);
        const { route, issuers } = await findRoute(options, terminal);
        const explanation = await explainToken(authorization, { route, issuers, documents, now });
        if (route.key !== undefined) terminal.out(`Route: ${route.key} of ${route.api ?? ""}`);
        terminal.out(explanation.summary);
        if (explanation.check !== undefined) terminal.out(`  check: ${explanation.check}`);
        if (explanation.expected !== undefined) terminal.out(`  expected: ${explanation.expected}`);
        if (explanation.actual !== undefined) terminal.out(`  actual: ${explanation.actual}`);
        if ("requirements" in explanation && explanation.requirements.length > 1) {
          for (const { admits, summary } of explanation.requirements) terminal.out(`  ${admits}: ${summary}`);
        }
        for (const advice of explanation.change) terminal.out(`  → ${advice}`);
        if (json !== undefined)
          await writeJson(json, { api: route.api, route: route.key, at: now.toISOString(), ...explanation });
        return explanation.admitted ? 0 : 1;
      }),
    );
  },
};
export default command;

async function findRoute(
  options: RouteOptions,
  terminal: Terminal,
): Promise<{ readonly route: Partial<ChosenRoute>; readonly issuers: Readonly<Record<string, string>> }> {
  const { stack, configFile, route, api, issuer, audience, scopes } = options;
  if (stack === undefined || route === undefined) {
    const listed = (scopes ?? "").split(/[\s,]+/).filter(Boolean);
    return { route: { config: { issuer: issuer ?? "", audiences: audience, scopes: listed } }, issuers: {} };
  }
  const [{ chooseRoute }, { openStack }, { readStackOutputs }] = await Promise.all([
    import("./lib/explain/chooseRoute.ts"),
    import("./lib/stack/openStack.ts"),
    import("./lib/stack/readStackOutputs.ts"),
  ]);
  const { trust } = await readStackOutputs(await openStack({ stack, configFile, terminal }));
  const issuers = mapValues(trust.issuers, ({ issuer }) => issuer);
  return { route: chooseRoute(trust, route, api), issuers };
}

/** Either a stack and its route, or an authorizer spelled out: never some of both. */
function checkOptions({ stack, route, api, issuer, audience, scopes }: RouteOptions): void {
  const spelledOut = issuer !== undefined || audience.length > 0 || scopes !== undefined;
  const named = stack !== undefined || route !== undefined || api !== undefined;
  const complete = named ? stack !== undefined && route !== undefined : issuer !== undefined && audience.length > 0;
  if (complete && !(named && spelledOut)) return;
  throw new CrosstrustError("USAGE", "It is not clear which authorizer is meant.", {
    expected: "--stack and --route (and --api), or --issuer and --audience (and --scopes)",
  });
}
