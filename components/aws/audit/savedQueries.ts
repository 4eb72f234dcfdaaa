/** A query of CloudWatch Logs Insights, and which logs it is for. */
export interface SavedQuery {
  readonly name: string;
  /** Of the APIs' access logs alone, or of the Lambda authorizers' logs too. */
  readonly logs: "access" | "all";
  readonly query: string;
}

/**
 * The client, under whichever name its issuer's claim has in the access log, or the authorizer's log has it; the first that
 * is said, for what is not known is logged as `-`.
 */
const client = `parse @message /"(?:cid|azp|appid|client_id|aud|client)":"(?<caller>[^"-][^"]*)"/`;

const refused = `filter status in ["401", "403"]`;

/**
 * What an auditor asks an API's logs: the saved queries of a stack. A refused request names a client where the Lambda
 * authorizer knew one; JWT authorizers tell of nobody they refuse.
 *
 * Syntax: CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax". A name with anything but letters,
 * digits and dots in it would have to stand in backticks: none has.
 */
export const savedQueries: readonly SavedQuery[] = [
  {
    name: "refusals by client",
    logs: "access",
    query: lines(client, refused, "stats count(*) as refusals by caller, status, routeKey, @log", "sort refusals desc"),
  },
  {
    name: "refusals by route",
    logs: "access",
    query: lines(
      refused,
      "stats count(*) as refusals by routeKey, status, authorizerError, @log",
      "sort refusals desc",
    ),
  },
  {
    name: "refusals by source",
    logs: "access",
    query: lines(
      refused,
      "stats count(*) as refusals, count_distinct(routeKey) as routes by sourceIp, status",
      "sort refusals desc",
    ),
  },
  {
    name: "one request",
    logs: "all",
    query: lines("fields @timestamp, @log, @message", `filter requestId = "REQUEST-ID"`, "sort @timestamp asc"),
  },
  {
    name: "who called a route",
    logs: "access",
    query: lines(
      client,
      `filter routeKey = "GET /ROUTE" and status not in ["401", "403"]`,
      "stats count(*) as requests, min(@timestamp) as firstCall, max(@timestamp) as lastCall by caller, claims.sub, authorizer.sub",
      "sort requests desc",
    ),
  },
  {
    name: "authorizer errors",
    logs: "all",
    query: lines(
      `filter ispresent(refused) or (ispresent(authorizerError) and authorizerError != "-")`,
      "fields coalesce(refused, authorizerError) as kind",
      "stats count(*) as times by kind, routeKey, @log",
      "sort times desc",
    ),
  },
];

function lines(...commands: readonly string[]): string {
  return commands.join("\n| ");
}
