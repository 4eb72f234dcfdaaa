import { randomUUID } from "node:crypto";
import { map, string } from "../../../providers/lib/Property.ts";
import { defineResource } from "../../../providers/lib/ResourceDefinition.ts";
import { lasting } from "./lasting.ts";

const type = "random:index/randomUuid:RandomUuid";

/** `random:index/randomUuid:RandomUuid`: a UUID of version 4, which is its id too. */
export const randomUuid = defineResource<object>()({
  type,
  inputs: { keepers: map(string(), { forceNew: true }) },
  outputs: { result: {} },
  async create() {
    const result = randomUUID();
    return { id: result, view: { result } };
  },
  read: async (_, _id, known) => lasting(type, known),
  delete: async () => undefined,
});
