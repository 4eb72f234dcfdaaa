// A sandbox of the notebook vendor in a process of its own: prints where it is as a line of JSON, and stays.
import { startSandbox } from "../../../sandbox/startSandbox.ts";
import { notebookVendor } from "./notebookVendor.ts";

const { url, caFile } = await startSandbox({ stateFile: process.argv[2], vendors: { okta: notebookVendor() } });
process.stdout.write(`${JSON.stringify({ url, caFile })}\n`);
