import type { TrustModel } from "../../../../trust/TrustModel.ts";
import type { TrustGraph } from "../graph/TrustGraph.ts";
import type { MatrixChanges } from "./MatrixChanges.ts";
import { renderGraphs } from "./renderGraphs.ts";
import { renderMatrix } from "./renderMatrix.ts";
import type { PageSection } from "./renderSection.ts";

/** The section with the pictures. */
export function graphSection(graphs: readonly TrustGraph[], showsChanges = false): PageSection {
  const changes = " Thick, with a plus: new. Dotted, with a minus: gone.";
  return {
    id: "graph",
    title: "Trust graph",
    introduction: `Who reaches what, and through whom: routes of APIs, and what relying parties open. Dashed: open to more than the declared clients and people, or to those whom only the vendor knows.${showsChanges ? changes : ""}`,
    content: renderGraphs(graphs),
  };
}

/** The section with the tables. */
export function matrixSection(model: TrustModel, changes?: MatrixChanges): PageSection {
  const marked = " What changes is framed, with what was before.";
  return {
    id: "matrix",
    title: "Access matrix",
    introduction: `What was declared: a tick is who gets in, a number the status that the gateway answers with, a circle what only the vendor knows.${changes === undefined ? "" : marked}`,
    content: renderMatrix({ model }, changes),
  };
}
