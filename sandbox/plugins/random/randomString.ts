import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { lasting } from "./lasting.ts";
import { checkText, randomText, textInputs } from "./randomText.ts";

const type = "random:index/randomString:RandomString";

/** `random:index/randomString:RandomString`: a text that is no secret; its id is the text itself, as with the published one. */
export const randomString = defineResource<object>()({
  type,
  inputs: textInputs,
  outputs: { number: {}, result: {} },
  unsupported: ["number"],
  check: checkText,
  async create(_, inputs) {
    const result = randomText(inputs);
    return { id: result, view: { result } };
  },
  read: async (_, _id, known) => ({ ...lasting(type, known), number: known.numeric }),
  delete: async () => undefined,
});
