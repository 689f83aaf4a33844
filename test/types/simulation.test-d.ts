import { type BaseCaseQuestion, type ComparisonQuestion, type IndicesQuestion, type InformationQuestion, type InputBase, type InputValues, type KnownDriver, type NetMeasure, type ProgramDesign, type ReturnMeasure, type Scenario, type ScenarioAssumption, type ScenarioDefinition, type ScenarioDiffQuestion, type ScenarioExclusion, type ScenarioPart, type ScenarioSensitivityQuestion, type ScenarioTerm, type SensitivityOrder, type SensitivityPlan, simulateBlocks, type SimulatedBlocks, type SimulationExecutor, type SimulationRequest, type SimulationTask, type StopSignal, type Study, type SurfaceQuestion, type TornadoQuestion, type TwoWayQuestion } from "coachkit/simulation";
import * as simulation from "coachkit/simulation";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof simulation.KnownDriver>>().toEqualTypeOf<KnownDriver>();
  expectTypeOf<z.infer<typeof simulation.ScenarioTerm>>().toEqualTypeOf<ScenarioTerm>();
  expectTypeOf<z.infer<typeof simulation.SimulatedBlocks>>().toEqualTypeOf<SimulatedBlocks>();
  expectTypeOf<z.infer<typeof simulation.Study>>().toEqualTypeOf<Study>();
  expectTypeOf<z.infer<typeof simulation.InputValues>>().toEqualTypeOf<InputValues>();
  expectTypeOf<z.infer<typeof simulation.InputBase>>().toEqualTypeOf<InputBase>();
  expectTypeOf<z.infer<typeof simulation.NetMeasure>>().toEqualTypeOf<NetMeasure>();
  expectTypeOf<z.infer<typeof simulation.ReturnMeasure>>().toEqualTypeOf<ReturnMeasure>();
  expectTypeOf<z.infer<typeof simulation.ScenarioAssumption>>().toEqualTypeOf<ScenarioAssumption>();
  expectTypeOf<z.infer<typeof simulation.ScenarioExclusion>>().toEqualTypeOf<ScenarioExclusion>();
  expectTypeOf<z.infer<typeof simulation.ScenarioPart>>().toEqualTypeOf<ScenarioPart>();
  expectTypeOf<z.infer<typeof simulation.SensitivityOrder>>().toEqualTypeOf<SensitivityOrder>();
  expectTypeOf<z.infer<typeof simulation.SensitivityPlan>>().toEqualTypeOf<SensitivityPlan>();
});
test("what holds a scenario is what its interface says", () => {
  expectTypeOf<z.infer<typeof simulation.Scenario>>().branded.toEqualTypeOf<Scenario>();
  expectTypeOf<z.infer<typeof simulation.ScenarioDefinition>>().branded.toEqualTypeOf<ScenarioDefinition>();
  expectTypeOf<z.infer<typeof simulation.BaseCaseQuestion>>().branded.toEqualTypeOf<BaseCaseQuestion>();
  expectTypeOf<z.infer<typeof simulation.ScenarioDiffQuestion>>().branded.toEqualTypeOf<ScenarioDiffQuestion>();
  expectTypeOf<z.infer<typeof simulation.ScenarioSensitivityQuestion>>().branded.toEqualTypeOf<ScenarioSensitivityQuestion>();
  expectTypeOf<z.infer<typeof simulation.SimulationRequest>>().branded.toEqualTypeOf<SimulationRequest>();
  expectTypeOf<z.infer<typeof simulation.SimulationTask>>().branded.toEqualTypeOf<SimulationTask>();
  expectTypeOf<z.infer<typeof simulation.TornadoQuestion>>().branded.toEqualTypeOf<TornadoQuestion>();
  expectTypeOf<z.infer<typeof simulation.TwoWayQuestion>>().branded.toEqualTypeOf<TwoWayQuestion>();
  expectTypeOf<z.infer<typeof simulation.SurfaceQuestion>>().branded.toEqualTypeOf<SurfaceQuestion>();
  expectTypeOf<z.infer<typeof simulation.IndicesQuestion>>().branded.toEqualTypeOf<IndicesQuestion>();
  expectTypeOf<z.infer<typeof simulation.InformationQuestion>>().branded.toEqualTypeOf<InformationQuestion>();
  expectTypeOf<z.infer<typeof simulation.ProgramDesign>>().branded.toEqualTypeOf<ProgramDesign>();
  expectTypeOf<z.infer<typeof simulation.ComparisonQuestion>>().branded.toEqualTypeOf<ComparisonQuestion>();
});
test("an executor may be the function itself, and every AbortSignal stops a run", () => {
  expectTypeOf(simulateBlocks).toExtend<SimulationExecutor>();
  expectTypeOf<AbortSignal>().toExtend<StopSignal>();
});
