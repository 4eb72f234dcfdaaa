import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { lasting } from "./lasting.ts";
import { checkText, randomText, textInputs } from "./randomText.ts";

const type = "random:index/randomPassword:RandomPassword";

/**
 * `random:index/randomPassword:RandomPassword`: a text that nobody is shown (hashicorp/terraform-provider-random,
 * random_password). Its `bcryptHash` is left out: neither Node nor a library of this project computes one.
 */
export const randomPassword = defineResource<object>()({
  type,
  inputs: textInputs,
  outputs: { number: {}, result: { secret: true } },
  unsupported: ["number"],
  check: checkText,
  create: async (_, inputs) => ({ id: "none", view: { result: randomText(inputs) } }),
  read: async (_, _id, known) => ({ ...lasting(type, known), number: known.numeric }),
  delete: async () => undefined,
});
