import { decideAccess } from "./decideAccess.mjs";

/** @import { AdmittedAccess } from "./decideAccess.mjs" */
/** @import { AuthorizerEvent } from "./createHandler.mjs" */

/**
 * The handler of the Lambda authorizer, in simple responses: an admitted request has the issuer's name, `iss`, `sub` and
 * the client for context, each a text where the token has it; a refused one has the check that decided, the issuer's name
 * and, where the token's signature held, the rest of these, and leaves a line of JSON in the log with the check, the
 * issuer's name and the client. Nothing else of a token is told. Whatever goes wrong is a refusal.
 *
 * The access log can tell the context of an admitted request (API Gateway developer guide, "Customize HTTP API access
 * logs"); whether it does of a refused one is not documented, and the function's own log is there for that.
 * @type {typeof import("./createHandler.mjs").createHandler}
 */
export function createHandler({ table, findKey, now = Date.now, log = writeLine }) {
  return async function handler(event) {
    const { routeKey, requestContext } = event;
    try {
      const decision = await decideAccess(tokenSource(event), routeKey, table, findKey, now() / 1000);
      if (decision.admitted) return { isAuthorized: true, context: contextOf(decision) };
      const { check, issuer, bearer } = decision;
      note({ refused: check, issuer, client: bearer?.client });
      return { isAuthorized: false, context: { refused: check, ...(issuer !== undefined && { issuer }), ...bearer } };
    } catch (error) {
      note({ refused: "failure", error: error instanceof Error ? error.name : typeof error });
      return { isAuthorized: false, context: { refused: "failure" } };
    }

    /** @param {{ refused: string, issuer?: string | undefined, client?: string | undefined, error?: string }} entry */
    function note(entry) {
      log(JSON.stringify({ ...entry, routeKey, requestId: requestContext?.requestId }));
    }
  };
}

/**
 * The header Authorization, by way of the identity sources: a cached answer is found again by these, so it must depend on
 * nothing else. The other source that there may be is the route's key; in which order they come is not documented.
 * @param {AuthorizerEvent} event
 */
function tokenSource({ identitySource, routeKey }) {
  const others = Array.isArray(identitySource) ? identitySource.filter((source) => source !== routeKey) : [];
  return others.length === 1 && typeof others[0] === "string" ? others[0] : undefined;
}

/** @param {AdmittedAccess} decision */
function contextOf({ issuer, claims, client }) {
  const { iss, sub } = claims;
  return {
    issuer,
    iss: String(iss),
    ...(typeof sub === "string" && { sub }),
    ...(client !== undefined && { client }),
  };
}

/** Not by the console, which puts its own words before the line. @param {string} line */
function writeLine(line) {
  process.stdout.write(`${line}\n`);
}
