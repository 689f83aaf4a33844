/** What each unit puts on the tracks in every step that it covers. */
export interface PlacementLoadColumns {
  /** Place of each unit's first entry, and at the end how many there are: one more than units. */
  readonly firstLoad: Uint32Array;
  /** The track, once in a unit. */
  readonly track: Uint32Array;
  /** How much it puts there, a whole number above zero. */
  readonly size: Uint32Array;
}

/** What each unit may choose from. */
export interface PlacementOptionColumns {
  /** Place of each unit's first option, and at the end how many there are: one more than units. */
  readonly firstOption: Uint32Array;
  /** The step in which the unit would start. */
  readonly step: Uint32Array;
  /** The resource that it would take up in all its steps; `NO_RESOURCE` where it needs none. */
  readonly resource: Uint32Array;
}

/** Members of units: no two units with the same member come near one another. */
export interface PlacementMemberColumns {
  /** How many members there are. */
  readonly memberCount: number;
  /** Place of each unit's first member, and at the end how many there are: one more than units. */
  readonly firstMember: Uint32Array;
  /** The member, once in a unit. */
  readonly member: Uint32Array;
  /** Steps between the end of one unit and the start of the next of the same member, at least. */
  readonly gapSteps: number;
  /** Which period each step is in, counted from 0 and never falling. */
  readonly periodOfStep: Uint32Array;
  /** How many units of a member may start in one period, at most. */
  readonly periodLimit: number;
  /** How many of those each member has given away to what is not placed here, by member × periods + period; there is one period more than the last one's number. Left out: none. */
  readonly periodTaken?: Uint32Array;
}

/**
 * Units are placed on a line of steps. An option is a start and a resource. A unit covers its steps, puts its load on cells (a track in a step) and takes up one place of its resource in each of them.
 * A cell costs more the more it holds; the cost of all cells is to be least among placements that leave as few units out as can be.
 */
export interface PlacementProblemColumns {
  /** How many units there are. */
  readonly unitCount: number;
  /** How many steps there are. */
  readonly stepCount: number;
  /** How many tracks there are. */
  readonly trackCount: number;
  /** Which table tells the cost of each cell; the cell of a track and a step stands at track × stepCount + step. */
  readonly cellTable: Uint32Array;
  /** Cost tables: entry k is what a cell costs that holds k; entry 0 is 0, costs never fall, and a cell holds no more than the last entry. */
  readonly costTables: readonly Float64Array[];
  /** How many steps each unit covers, at least 1. */
  readonly unitSteps: Uint32Array;
  /** What units put on the tracks. */
  readonly loads: PlacementLoadColumns;
  /** What units may choose from. */
  readonly options: PlacementOptionColumns;
  /** How many resources there are. */
  readonly resourceCount: number;
  /** How many units each resource takes in each step; resource × stepCount + step. */
  readonly resourceCapacity: Uint8Array | Uint16Array | Uint32Array;
  /** Members of units. Left out: units do not meet but in cells and resources. */
  readonly members?: PlacementMemberColumns;
}

/** What is proved by prices: no placement that leaves out as few units costs less than the bound. */
export interface PlacementPriceColumns {
  /** The price of one load in each cell. */
  readonly cell: Float64Array;
  /** The price of a resource in each step, zero or more. */
  readonly resource: Float64Array;
  /** What leaving out a unit costs. */
  readonly unplaced: number;
}

/** Says that an option needs no resource. */
export const NO_RESOURCE = 0xffff_ffff;

/** How many units of a member may start in the period of a step. */
export function periodRoom({ periodOfStep, periodLimit, periodTaken }: PlacementMemberColumns, member: number, step: number): number {
  if (periodTaken === undefined) return periodLimit;
  return periodLimit - (periodTaken[member * ((periodOfStep.at(-1) ?? 0) + 1) + (periodOfStep[step] ?? 0)] ?? 0);
}
