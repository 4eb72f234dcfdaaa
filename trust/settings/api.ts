import { z } from "zod";
import { alarmsSchema } from "./alarms.ts";
import { retentionDays } from "./retentionDays.ts";
import { mapping, text, uniqueTexts } from "./schemas.ts";
import type { NameRule } from "./SettingsReader.ts";

/** Quotas of API Gateway that AWS raises on request, with AWS's defaults (API Gateway quotas for HTTP APIs). */
const quotas = z
  .strictObject({
    authorizers: z.int().min(1).default(10).describe("how many authorizers AWS allows this API, by default 10"),
    routes: z.int().min(1).default(300).describe("how many routes AWS allows this API, by default 300"),
  })
  .describe("quotas that AWS has raised for this account");

export const apiSchema = z.strictObject({
  description: text(1024, "a text of at most 1024 characters").exactOptional(),
  accessLogs: z
    .strictObject({ retentionDays: retentionDays.default(30) })
    .prefault({})
    .describe("how long access logs are kept, such as { retentionDays: 30 }"),
  alarms: alarmsSchema.optional(),
  functions: mapping.describe("Lambda functions by name").exactOptional(),
  lambdaAuthorizer: z
    .strictObject({
      cacheSeconds: z
        .int()
        .min(0)
        .max(3600)
        .default(0)
        .describe("how many seconds API Gateway keeps an answer, 0 to 3600; 0 is no caching"),
    })
    .describe("the API's Lambda authorizer, such as { cacheSeconds: 60 }")
    .exactOptional(),
  routes: mapping
    .refine((routes) => Object.keys(routes).length > 0, "There is no route, so the API could not be called.")
    .describe('routes by key, such as "GET /keys"'),
  sharesTokensWith: uniqueTexts("API", "the names of APIs that share their tokens with this one").default([]),
  quotas: quotas.prefault({}),
});

/** Names that Lambda takes for a function's variables and does not keep for itself (Lambda developer guide). */
export const variableName: NameRule = (name) =>
  /^[A-Za-z][A-Za-z0-9_]+$/.test(name) && !/^(?:AWS_|LAMBDA_|TZ$)/.test(name)
    ? undefined
    : {
        message: `${JSON.stringify(name)} cannot be the name of a function's variable.`,
        expected: "a letter, then letters, digits and underscores; no name that Lambda reserves",
      };

export const functionSchema = z
  .strictObject({
    code: z
      .string()
      .refine((folder) => /^[^\s/\\][^\\]*$/.test(folder) && !folder.split("/").includes(".."), {
        error: "The code does not lie in the project.",
        params: { expected: "a folder, relative to the project" },
      })
      .describe("a folder, relative to the project")
      .exactOptional(),
    handler: z
      .string()
      .refine((handler) => /^[^\s]+\.[^\s.]+$/.test(handler) && handler.length <= 128, {
        error: "This is not a handler.",
        params: { expected: "file.export, such as index.handler, at most 128 characters" },
      })
      .describe("file.export, such as index.handler")
      .exactOptional(),
    environment: mapping.describe("variables by name; no secrets, for they are stored in the clear").exactOptional(),
  })
  .refine((declared) => declared.handler === undefined || declared.code !== undefined, {
    error: "A handler is named, but there is no code: the built-in function has its own.",
    params: { expected: "code beside handler, or neither" },
  });
