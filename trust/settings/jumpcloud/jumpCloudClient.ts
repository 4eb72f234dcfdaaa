import { z } from "zod";
import type { JumpCloudClientModel } from "../../TrustModel.ts";
import { text, uniqueTexts } from "../schemas.ts";
import { memberOf, textsOf, type Path, type SettingsReader } from "../SettingsReader.ts";
import { loginUrl, redirectUris } from "./signInUrls.ts";

/** JumpCloud's objects have ids of 24 hexadecimal digits (docs.jumpcloud.com, API 1.0, applications). */
const applicationId = z
  .string()
  .refine((value) => /^[0-9a-f]{24}$/.test(value), { error: "This is not the id of an application." })
  .describe("24 hexadecimal digits, as they stand in the address of the application's page in the Admin Portal");

const clientSchema = z
  .strictObject({
    // How long a label may be is not documented.
    label: text(100, "the application's label in JumpCloud, at most 100 characters").exactOptional(),
    applicationId: applicationId.exactOptional(),
    create: z.boolean().default(false).describe("true creates it by a call that JumpCloud does not document"),
    redirectUris,
    loginUrl,
    groups: uniqueTexts("group", "groups of the issuer whose members may use it").default([]),
  })
  .superRefine(({ applicationId: id, create }, context) => {
    if (id === undefined || !create) return;
    context.addIssue({
      code: "custom",
      path: ["create"],
      message: "An application with an id is there already.",
      params: { expected: "applicationId to adopt it, or create: true" },
    });
  })
  .describe("an application: redirect URIs, and the groups that may use it");

/** @param groups those of the issuer */
export function readJumpCloudClient(
  reader: SettingsReader,
  value: unknown,
  path: Path,
  name: string,
  groups: Iterable<string>,
): JumpCloudClientModel | undefined {
  const known = [...groups];
  for (const [index, group] of textsOf(memberOf(value, "groups"))) {
    reader.reference([...path, "groups", index], "group", group, known, "issuer");
  }
  const client = reader.read(clientSchema, value, path);
  if (client === undefined) return undefined;
  const { label = name, ...rest } = client;
  return { label, ...rest, groups: [...client.groups].sort() };
}
