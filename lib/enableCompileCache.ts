import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Loaded before Pulumi's own code (Pulumi.yaml, nodeargs), so that a program's second start need not compile the SDK
// again. In the project rather than in the temporary folder, where others could put code of theirs.
enableCompileCache(process.env["NODE_COMPILE_CACHE"] ?? join(import.meta.dirname, "../node_modules/.cache/compiled"));
