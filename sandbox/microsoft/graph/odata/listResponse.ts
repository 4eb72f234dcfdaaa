import type { SandboxResponse } from "../../../Vendor.ts";
import type { GraphCall } from "../../MicrosoftCall.ts";
import { GraphError, unsupportedQuery } from "../errors.ts";
import { replicationOf } from "../Replication.ts";
import type { Entity, EntityType } from "./EntityType.ts";
import { checkFilter, matches } from "./matchFilter.ts";
import { type ODataQuery, readQuery } from "./readQuery.ts";
import { odata, versionOf } from "./respond.ts";
import { search, textOf } from "./search.ts";
import { contextOf, selectProperties } from "./select.ts";

const defaultPage = 100;

interface ListOptions {
  /** Gives each object its `@odata.type`, for lists of several types. */
  readonly typed?: (entity: Entity) => string;
}

/** A page of a list: filtered, searched, sorted, selected as the request asks, with the link to the next. */
export function listResponse(
  call: GraphCall,
  type: EntityType,
  entities: readonly Entity[],
  { typed }: ListOptions = {},
): SandboxResponse {
  const query = readQuery(call);
  const version = versionOf(call);
  const replication = replicationOf(call);
  const seen = entities.filter(({ id }) => replication.sees(id));
  const found = sorted(searched(filtered(seen, type, query), type, query), type, query);
  const start = query.skipToken === undefined ? 0 : readSkipToken(query.skipToken);
  const end = start + (query.top ?? defaultPage);
  const value = found.slice(start, end).map((entity) => ({
    ...(typed && { "@odata.type": typed(entity) }),
    ...selectProperties(entity, type, query.select, version),
  }));
  return odata(200, {
    "@odata.context": contextOf(type, version, { select: query.select }),
    ...(query.count && { "@odata.count": found.length }),
    ...(end < found.length && { "@odata.nextLink": nextLink(call.request.url, end) }),
    value,
  });
}

/** The number alone, of `/$count`. */
export function countResponse(call: GraphCall, type: EntityType, entities: readonly Entity[]): SandboxResponse {
  const query = readQuery(call);
  if (!query.eventual) {
    throw new GraphError(400, "Request_BadRequest", "$count is not currently supported.");
  }
  const replication = replicationOf(call);
  const seen = entities.filter(({ id }) => replication.sees(id));
  const count = searched(filtered(seen, type, { ...query, count: true }), type, query).length;
  return { status: 200, headers: { "content-type": "text/plain" }, body: String(count) };
}

function filtered(entities: readonly Entity[], type: EntityType, query: ODataQuery): readonly Entity[] {
  const { filter } = query;
  if (!filter) return entities;
  checkFilter(filter, type, query.eventual && query.count);
  return entities.filter((entity) => matches(filter, entity));
}

function searched(entities: readonly Entity[], type: EntityType, query: ODataQuery): readonly Entity[] {
  return query.search === undefined ? entities : search(entities, type, query.search);
}

function sorted(entities: readonly Entity[], type: EntityType, query: ODataQuery): readonly Entity[] {
  const { orderBy } = query;
  if (!orderBy) return entities;
  const { property, descending } = orderBy;
  if (!type.filterable.has(property)) throw unsupportedQuery("Unsupported sort property.");
  const advanced = query.eventual && query.count;
  if (!advanced && (query.filter ?? query.search) !== undefined) {
    throw unsupportedQuery("Sorting not supported for current query.");
  }
  const keyed = entities.map((entity) => ({ entity, key: textOf(entity[property]).toLowerCase() }));
  const order = keyed.toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return (descending ? order.toReversed() : order).map(({ entity }) => entity);
}

function nextLink(url: URL, start: number): string {
  const next = new URL(url);
  next.searchParams.set("$skiptoken", Buffer.from(`from:${start}`).toString("base64url"));
  return next.href.replaceAll("%24", "$");
}

function readSkipToken(token: string): number {
  const [, start] = /^from:(\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  if (start === undefined)
    throw new GraphError(400, "Directory_ExpiredPageToken", "The specified page token value has expired.");
  return Number(start);
}
