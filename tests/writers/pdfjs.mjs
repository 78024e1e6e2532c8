// Prints, for each page of a PDF, its height and the pieces of text that pdf.js finds: left, baseline, text.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
// What only drawing needs, and a browser has.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
const { getDocument } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));
const loading = getDocument({
  data: new Uint8Array(readFileSync(file)),
  cMapUrl: `${folder}/cmaps/`,
  standardFontDataUrl: `${folder}/standard_fonts/`,
  verbosity: 0,
});
const document = await loading.promise;
const pages = [];
for (let number = 1; number <= document.numPages; number += 1) {
  const page = await document.getPage(number);
  // With marked content, what belongs to different cells is never put into one piece.
  const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
  const pieces = content.items.filter((item) => item.str).map((item) => [item.transform[4], item.transform[5], item.str]);
  pages.push({ height: page.view[3], pieces });
}
process.stdout.write(JSON.stringify(pages));
