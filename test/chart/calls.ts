import { chartPictures } from "../../scripts/chart-picture-list.js";
import { breakEvenQuestion, cashFlowQuestion, comparisonQuestion, forestQuestion, frontierQuestion, heatMapQuestion, returnQuestion, serviceDayQuestion, surfaceQuestion, tornadoQuestion, twoWayQuestion } from "./results.js";

const picture = chartPictures()["tornado"];
export const calls = {
  breakEvenChart: [breakEvenQuestion], cashFlowChart: [cashFlowQuestion], chartRows: [picture], coachingHeatMap: [heatMapQuestion], comparisonChart: [comparisonQuestion], forestChart: [forestQuestion], frontierChart: [frontierQuestion],
  returnChart: [returnQuestion], serviceDayChart: [serviceDayQuestion], surfaceChart: [surfaceQuestion], toDisplay: [picture], tornadoChart: [tornadoQuestion], toSvg: [picture, { widthPixels: 500 }], toVegaLite: [picture], twoWayChart: [twoWayQuestion, "net-benefit"],
};
