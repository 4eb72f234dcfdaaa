// Plain JavaScript for any Node: everything behind it is TypeScript, which Node runs as it is from 22.18 on.

/**
 * Starts a provider plugin in this process; ends with exit code 2 and a word where Node is too old.
 * @param {string} name of the package
 * @param {URL} main the plugin's TypeScript module
 */
export async function startPlugin(name, main) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const runsTypeScript = major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
  if (!runsTypeScript) {
    process.stderr.write(
      `The ${name} provider needs Node 22.18 or later; the node on the PATH (${process.execPath}) is ${process.versions.node}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  // The engine shows its user whatever a plugin writes to standard error, and Node 22 calls type stripping experimental.
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning, ...rest) => {
    const [first] = rest;
    const type = typeof first === "object" && first !== null ? first.type : first;
    if (type !== "ExperimentalWarning") emitWarning(warning, ...rest);
  };
  await import("../../lib/enableCompileCache.ts");
  await import(main.href);
}
