import packageJson from "@pulumi/random/package.json" with { type: "json" };
import type { ProviderDefinition } from "../../../providers/lib/ProviderDefinition.ts";
import { randomPassword } from "./randomPassword.ts";
import { randomString } from "./randomString.ts";
import { randomUuid } from "./randomUuid.ts";

/** The types of package `random` that a program is likely to declare. They ask nobody, so there is nothing to connect to. */
export const randomProvider: ProviderDefinition<object> = {
  name: "random",
  version: packageJson.version,
  config: {},
  resources: [randomPassword, randomString, randomUuid],
  functions: [],
  connect: () => ({}),
  explain: () => undefined,
};
