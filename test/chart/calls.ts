import { chartPictures } from "../../scripts/chart-picture-list.js";
import { breakEvenQuestion, cashFlowQuestion, comparisonQuestion, forestQuestion, frontierQuestion, returnQuestion, surfaceQuestion, tornadoQuestion, twoWayQuestion } from "./results.js";

const picture = chartPictures()["tornado"];
export const calls = {
  breakEvenChart: [breakEvenQuestion], cashFlowChart: [cashFlowQuestion], chartRows: [picture], comparisonChart: [comparisonQuestion], forestChart: [forestQuestion], frontierChart: [frontierQuestion],
  returnChart: [returnQuestion], surfaceChart: [surfaceQuestion], toDisplay: [picture], tornadoChart: [tornadoQuestion], toSvg: [picture, { widthPixels: 500 }], toVegaLite: [picture], twoWayChart: [twoWayQuestion, "net-benefit"],
};
