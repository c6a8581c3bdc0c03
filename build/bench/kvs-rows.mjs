/** What the KVS store costs, counted. The baseline is each object under its own names with no index: it cannot be listed. */
// @ts-check
import { rowOf } from "./figures.mjs";
import { runProgram } from "./programs.mjs";

/** @type {import("../bench.mjs").Group} */
export async function kvsRows() {
  const { login, change, firstRead } = await runProgram("kvs");
  const bare = `bare chunks: ${login.payload}, not listed, not safe when torn`;
  return [
    rowOf(`KVS: a usual login (${login.blobBytes} bytes sealed), payload`, login.payload, "values", {
      limit: 2,
      baseline: bare,
    }),
    rowOf("KVS: a usual login, requests to write", login.writes, "", { limit: 2, baseline: "1" }),
    rowOf("KVS: a usual login, requests to read", login.reads, "", { limit: 1, baseline: "0" }),
    rowOf("KVS: change one of 1,000, most values", change.valuesMost, "values", {
      limit: 8,
      baseline: bare,
      note: `mean ${change.valuesMean.toFixed(2)} over all 1,000; clearing what fell out of use rides along in the same request`,
    }),
    rowOf("KVS: first read of 1,000", firstRead.requests, "requests", {
      limit: 12,
      baseline: `${Math.ceil((1000 * login.payload) / 256)} if every name were known`,
    }),
  ];
}
