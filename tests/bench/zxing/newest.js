// ZXing's newest release, as zxing-wasm brings it, with everything it has: it tries harder, turned, inverted, at smaller
// scales and with noise filtered out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes, ZXING_CPP_COMMIT } from "zxing-wasm/reader";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });
const options = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: true,
  textMode: "Plain",
};

export const newestName = `ZXing, newest (zxing-cpp ${ZXING_CPP_COMMIT?.slice(0, 9)})`;

/** What the QR codes in a picture file say. */
export async function textsIn(file) {
  const found = await readBarcodes(new Blob([readFileSync(file)]), options);
  return found.filter((code) => code.isValid).map((code) => code.text);
}
