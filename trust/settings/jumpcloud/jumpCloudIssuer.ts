import { z } from "zod";
import type { JumpCloudClientModel, JumpCloudIssuerModel, JumpCloudPersonModel } from "../../TrustModel.ts";
import { checkDistinct } from "../checkDistinct.ts";
import { mapping, plainName, text } from "../schemas.ts";
import { memberOf, type Named, type Path, type SettingsReader } from "../SettingsReader.ts";
import { readJumpCloudClient } from "./jumpCloudClient.ts";
import { readJumpCloudPerson } from "./jumpCloudPerson.ts";

/** An issuer of kind jumpcloud as it was declared. */
export interface JumpCloudIssuerSettings {
  readonly kind: "jumpcloud";
  /** Undefined where one of them could not be read. */
  readonly server: z.infer<typeof issuerSchema> | undefined;
  readonly clients: Named<JumpCloudClientModel>;
  readonly groups: Named<JumpCloudIssuerModel["groups"][string]>;
  readonly people: Named<JumpCloudPersonModel>;
}

const issuerSchema = z.strictObject({
  kind: z.literal("jumpcloud"),
  clients: mapping.describe("applications by name, each with its redirect URIs").exactOptional(),
  groups: mapping.describe("user groups by name, {} where there is nothing to say of one").exactOptional(),
  people: mapping.describe("people by name, each with their email").exactOptional(),
});

const groupSchema = z
  .strictObject({
    // JumpCloud documents no limit (API 2.0, UserGroupPost); this is that of a group's name.
    description: text(255, "a text of at most 255 characters").exactOptional(),
  })
  .describe("a mapping, {} where there is nothing to say");

/** Reads JumpCloud as an issuer, and what its parts say of each other. */
export function readJumpCloudIssuer(reader: SettingsReader, value: unknown, path: Path): JumpCloudIssuerSettings {
  const server = reader.read(issuerSchema, value, path);
  const groups = reader.readEach(memberOf(value, "groups"), [...path, "groups"], plainName, (group, at) =>
    reader.read(groupSchema, group, at),
  );
  const clients = reader.readEach(memberOf(value, "clients"), [...path, "clients"], plainName, (client, at, name) =>
    readJumpCloudClient(reader, client, at, name, groups.keys()),
  );
  const people = reader.readEach(memberOf(value, "people"), [...path, "people"], plainName, (person, at) =>
    readJumpCloudPerson(reader, person, at, groups.keys()),
  );
  checkClients(reader, clients, [...path, "clients"]);
  checkPeople(reader, people, [...path, "people"]);
  return { kind: "jumpcloud", server, clients, groups, people };
}

/** Two clients of one application would each put back what the other one changed. */
function checkClients(reader: SettingsReader, clients: Named<JumpCloudClientModel>, path: Path): void {
  const read = [...clients].flatMap(([name, client]) => (client === undefined ? [] : [{ name, ...client }]));
  const message = (owner: string) => `The client ${owner} is the same application.`;
  checkDistinct(
    reader,
    read.flatMap(({ name, label, applicationId }) =>
      applicationId === undefined ? [{ name, key: label, path: [...path, name, "label"], found: label }] : [],
    ),
    message,
    "a label of its own, or the applicationId of another application",
  );
  checkDistinct(
    reader,
    read.flatMap(({ name, applicationId: id }) =>
      id === undefined ? [] : [{ name, key: id, path: [...path, name, "applicationId"], found: id }],
    ),
    message,
    "an application of its own",
  );
}

/** JumpCloud tells people by their email and by their username, each of which is one person's. */
function checkPeople(reader: SettingsReader, people: Named<JumpCloudPersonModel>, path: Path): void {
  const read = [...people].flatMap(([name, person]) => (person === undefined ? [] : [{ name, ...person }]));
  checkDistinct(
    reader,
    read.map(({ name, email }) => ({ name, key: email, path: [...path, name, "email"], found: email })),
    (owner) => `${owner} has the same email, and a token with it must be one person's; case makes no difference.`,
    "an email of their own",
  );
  checkDistinct(
    reader,
    read.flatMap(({ name, username }) =>
      username === undefined
        ? []
        : [{ name, key: username.toLowerCase(), path: [...path, name, "username"], found: username }],
    ),
    (owner) => `${owner} has the same username, which is unique in JumpCloud.`,
    "a username of their own",
  );
}
