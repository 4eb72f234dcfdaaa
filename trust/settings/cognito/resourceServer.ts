import { z } from "zod";
import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { ResourceServerModel } from "../../TrustModel.ts";
import { mapping, text } from "../schemas.ts";
import { memberOf, type Named, type NameRule, type Path, type SettingsReader } from "../SettingsReader.ts";

/** Amazon Cognito user pools API reference, CreateResourceServer and ResourceServerScopeType. */
const mostScopes = 100;

const identifier = z
  .string()
  .refine((value) => /^[!#-[\]-~]{1,256}$/.test(value), {
    error: "Cognito does not take this as the identifier of a resource server.",
    params: { expected: "1 to 256 printable ASCII characters without spaces, double quotes and backslashes" },
  })
  .describe("what its scopes begin with, such as orders or https://orders.acme.example");

const serverName = z
  .string()
  .refine((value) => /^[\w\s+=,.@-]{1,256}$/.test(value), {
    error: "Cognito does not take this as the name of a resource server.",
    params: { expected: "1 to 256 letters, digits, spaces and + = , . @ - _" },
  })
  .describe("its name, at most 256 characters");

const serverSchema = z
  .strictObject({
    identifier: identifier.exactOptional(),
    name: serverName.exactOptional(),
    scopes: mapping
      .refine((scopes) => Object.keys(scopes).length > 0, "There is no scope, so nobody could ask for any.")
      .refine((scopes) => Object.keys(scopes).length <= mostScopes, {
        error: "Cognito does not take so many scopes of one resource server.",
        params: { expected: `at most ${mostScopes}` },
      })
      .describe("scopes by name, such as read: { description: Read orders }"),
  })
  .describe("a resource server: its scopes by name");

const scopeSchema = z
  .strictObject({ description: text(256, "a text of at most 256 characters").exactOptional() })
  .describe("a mapping, {} where there is nothing to say");

/** Without a slash: in tokens that parts it from the identifier. */
const resourceScopeName: NameRule = (name) => {
  const quoted = JSON.stringify(name);
  if (name === "__proto__") {
    return {
      message: `${quoted} cannot be the name of a scope.`,
      expected: "another name: JavaScript keeps this one for itself",
    };
  }
  return /^[!#-.0-[\]-~]{1,256}$/.test(name)
    ? undefined
    : {
        message: `${quoted} cannot be the name of a scope.`,
        expected: "1 to 256 printable ASCII characters without spaces, slashes, double quotes and backslashes",
      };
};

/** Reads a resource server with its scopes. Undefined where a part of it could not be read. */
export function readResourceServer(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  key: string,
): ResourceServerModel | undefined {
  const server = reader.read(serverSchema, value, path);
  const scopes = reader.readEach(memberOf(value, "scopes"), [...path, "scopes"], resourceScopeName, (scope, at) =>
    reader.read(scopeSchema, scope, at),
  );
  if (server === undefined) return undefined;
  // Cognito wants a description of every scope.
  const described = [...scopes].map(([name, scope]) => [name, { description: scope?.description ?? name }] as const);
  return {
    identifier: server.identifier ?? key,
    name: server.name ?? key,
    scopes: Object.fromEntries(sortedByKey(described)),
  };
}

/** Notes identifiers that two resource servers share. */
export function checkIdentifiers(reader: SettingsReader, servers: Named<ResourceServerModel>, path: Path): void {
  const owners = new Map<string, string>();
  for (const [name, server] of servers) {
    if (server === undefined) continue;
    const owner = owners.get(server.identifier);
    if (owner === undefined) owners.set(server.identifier, name);
    else {
      const message = `The resource server ${JSON.stringify(owner)} has the same identifier.`;
      reader.fault([...path, name, "identifier"], message, {
        found: server.identifier,
        expected: "an identifier of its own",
      });
    }
  }
}
