export { Kpi, kpiCatalog } from "./kpi.js";
export { managerAdoption, ManagerAdoptionInput, ReinforcingManager } from "./manager-adoption.js";
export type { ManagerActivity, ManagerAdoption } from "./manager-adoption.js";
export { programKpis, ProgramKpisInput } from "./program-kpis.js";
export type { BehaviorKpis } from "./program-kpis.js";
export { PulseAnswer, pulseChange, PulseChangeInput, PulseWave } from "./pulse-change.js";
export type { PulseChange, WaveResponse } from "./pulse-change.js";
