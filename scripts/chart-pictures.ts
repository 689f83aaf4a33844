import { mkdirSync, writeFileSync } from "node:fs";
import { toSvg } from "coachkit/chart";
import { chartPictures } from "./chart-picture-list.js";

mkdirSync("docs/pictures", { recursive: true });
for (const [name, chart] of Object.entries(chartPictures())) writeFileSync(`docs/pictures/${name}.svg`, toSvg(chart));
