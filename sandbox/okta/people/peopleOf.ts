import { newKid } from "../ids.ts";
import type { Org, People } from "../state.ts";

/** An org's people; made where the org has none yet. */
export function peopleOf(org: Pick<Org, "people">): People {
  return (org.people ??= {
    users: [],
    groups: [],
    accessTokenKey: { kid: newKid(), status: "ACTIVE" },
    sessions: {},
    codes: {},
  });
}
