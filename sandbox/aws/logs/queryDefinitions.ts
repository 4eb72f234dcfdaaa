import { randomUUID } from "node:crypto";
import { z } from "zod";
import { remove } from "../../../lib/remove.ts";
import type { AwsCall } from "../AwsService.ts";
import { AwsError } from "../protocol/AwsError.ts";
import { readInput } from "../protocol/readInput.ts";
import { groupName, pageOf, token } from "./input.ts";

/** A saved query of CloudWatch Logs Insights. */
export interface QueryDefinition {
  readonly queryDefinitionId: string;
  name: string;
  queryString: string;
  logGroupNames: readonly string[];
  /** In milliseconds. */
  lastModified: number;
}

/** Source: CloudWatch Logs quotas, "saved queries". */
const definitionsPerRegion = 1000;

const putInput = z.strictObject({
  name: z.string().min(1).max(255),
  queryString: z.string().min(1).max(10_000),
  logGroupNames: z.array(groupName).optional(),
  queryDefinitionId: z.string().min(1).max(256).optional(),
  queryLanguage: z.literal("CWLI").optional(),
  clientToken: z.string().optional(),
});

/** Makes a query, or changes the one whose id is given. AWS does not run it before it keeps it, and neither does this. */
export function putQueryDefinition(call: AwsCall, input: unknown): object {
  const given = readInput(input, putInput, "InvalidParameterException");
  const definitions = definitionsOf(call);
  const changed = {
    name: given.name,
    queryString: given.queryString,
    logGroupNames: given.logGroupNames ?? [],
    lastModified: call.account.now().getTime(),
  };
  if (given.queryDefinitionId !== undefined) {
    Object.assign(requireDefinition(definitions, given.queryDefinitionId), changed);
    return { queryDefinitionId: given.queryDefinitionId };
  }
  if (definitions.length >= definitionsPerRegion) {
    throw new AwsError(400, "LimitExceededException", "Resource limit exceeded.");
  }
  const definition: QueryDefinition = { queryDefinitionId: randomUUID(), ...changed };
  definitions.push(definition);
  return { queryDefinitionId: definition.queryDefinitionId };
}

const describeInput = z.strictObject({
  queryDefinitionNamePrefix: z.string().min(1).max(255).optional(),
  queryLanguage: z.literal("CWLI").optional(),
  maxResults: z.int().min(1).max(1000).optional(),
  nextToken: token,
});

export function describeQueryDefinitions(call: AwsCall, input: unknown): object {
  const given = readInput(input, describeInput, "InvalidParameterException");
  const matching = definitionsOf(call).filter(({ name }) => name.startsWith(given.queryDefinitionNamePrefix ?? ""));
  const { items, ...next } = pageOf(matching, given.maxResults ?? 1000, given.nextToken);
  return { queryDefinitions: items, ...next };
}

export function deleteQueryDefinition(call: AwsCall, input: unknown): object {
  const given = readInput(input, z.strictObject({ queryDefinitionId: z.string().min(1) }), "InvalidParameterException");
  const definitions = definitionsOf(call);
  remove(definitions, requireDefinition(definitions, given.queryDefinitionId));
  return { success: true };
}

function definitionsOf({ account, region }: AwsCall): QueryDefinition[] {
  return (account.region(region).queryDefinitions ??= []);
}

function requireDefinition(definitions: readonly QueryDefinition[], id: string): QueryDefinition {
  const definition = definitions.find(({ queryDefinitionId }) => queryDefinitionId === id);
  if (!definition) {
    throw new AwsError(400, "ResourceNotFoundException", "The specified query definition does not exist.");
  }
  return definition;
}
