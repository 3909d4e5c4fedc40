// Print the licence of every package that esbuild put into the library: node licences.mjs META.
import { existsSync, readdirSync, readFileSync } from "node:fs";

const { inputs } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const folders = Object.keys(inputs)
  .map((file) => file.match(/^(?:.*node_modules\/)(?:@[^/]+\/)?[^/]+/)?.[0])
  .filter(Boolean);
console.log("Licences of the packages in plotly.js, collected by scripts/plotly/build.sh");
for (const folder of [...new Set(folders)].sort()) {
  if (!existsSync(`${folder}/package.json`)) continue;
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const texts = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file)).sort();
  console.log(`\n${"-".repeat(80)}\n${name} ${version} (${license})\n`);
  for (const text of texts) console.log(readFileSync(`${folder}/${text}`, "utf8").trim());
}
