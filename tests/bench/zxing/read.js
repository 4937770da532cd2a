// How many of the pictures that recognition_bench left in a folder the newest ZXing reads: NAME.png with what it says
// in NAME.txt, NAME being the trouble, a hyphen and a number. Prints what recognition_bench prints of other readers.
//   node read.js FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newestName, textsIn } from "./newest.js";

const folder = process.argv[2];
const right = new Map();
let misread = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".png")).sort()) {
  const trouble = name.slice(0, name.lastIndexOf("-"));
  const expected = readFileSync(join(folder, name.replace(".png", ".txt")), "utf8");
  const texts = await textsIn(join(folder, name));
  const tally = right.get(trouble) ?? { right: 0, shots: 0 };
  const hit = texts.includes(expected);
  tally.right += hit ? 1 : 0;
  tally.shots += 1;
  misread += texts.length - (hit ? 1 : 0);
  right.set(trouble, tally);
}
const cell = (text) => String(text).padEnd(16);
console.log(cell("read of") + newestName);
for (const [trouble, { right: here, shots }] of right) console.log(cell(trouble) + `${here}/${shots}`);
const all = [...right.values()].reduce((sum, { right: here }) => sum + here, 0);
console.log(cell("all") + all);
console.log(cell("misread") + misread);
