import type { GraphCall } from "../../MicrosoftCall.ts";
import { badRequest, GraphError, unsupportedQuery } from "../errors.ts";
import { unsupported } from "../unsupported.ts";
import { type Filter, parseFilter } from "./parseFilter.ts";

/** What a client asks of a list or an object besides its path. */
export interface ODataQuery {
  readonly select: readonly string[] | undefined;
  readonly filter: Filter | undefined;
  readonly orderBy: { readonly property: string; readonly descending: boolean } | undefined;
  readonly search: string | undefined;
  readonly top: number | undefined;
  readonly skipToken: string | undefined;
  readonly count: boolean;
  /** The client said `ConsistencyLevel: eventual`, which the advanced queries need. */
  readonly eventual: boolean;
}

const known = ["$select", "$filter", "$orderby", "$search", "$top", "$count", "$skiptoken", "$format"];

/** The OData options of a request. Throws a GraphError for options that Graph or the sandbox does not take. */
export function readQuery(call: GraphCall): ODataQuery {
  const { searchParams } = call.request.url;
  for (const name of searchParams.keys()) {
    if (searchParams.getAll(name).length > 1) {
      throw new GraphError(
        400,
        "BadRequest",
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    }
    if (name.startsWith("$") && !known.includes(name)) throw unsupported(call, `the query option ${name}`);
  }
  const eventual = call.request.headers["consistencylevel"]?.toLowerCase() === "eventual";
  const filter = searchParams.get("$filter");
  const search = searchParams.get("$search") ?? undefined;
  if (search !== undefined && !eventual) {
    throw badRequest(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  return {
    select: searchParams
      .get("$select")
      ?.split(",")
      .map((name) => name.trim()),
    filter: filter === null ? undefined : parseFilter(filter),
    orderBy: readOrderBy(searchParams.get("$orderby")),
    search,
    top: readTop(searchParams.get("$top")),
    skipToken: searchParams.get("$skiptoken") ?? undefined,
    count: eventual && searchParams.get("$count") === "true",
    eventual,
  };
}

/** Directory objects come 100 at a time unless asked for otherwise, 999 at most (Graph's paging documentation). */
function readTop(text: string | null): number | undefined {
  if (text === null) return undefined;
  const top = Number(text);
  if (!/^\d+$/.test(text) || top < 1 || top > 999) {
    throw unsupportedQuery(`Invalid page size specified: '${text}'. Must be between 1 and 999 inclusive.`);
  }
  return top;
}

function readOrderBy(text: string | null): ODataQuery["orderBy"] {
  if (text === null) return undefined;
  const [, property, direction] = /^([A-Za-z]+)(?: +(asc|desc))?$/.exec(text.trim()) ?? [];
  if (property === undefined) throw unsupportedQuery("Unsupported sort property.");
  return { property, descending: direction === "desc" };
}
