import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isTypedArray } from "../../src/error/internal.js";

describe("what a column is", () => {
  it("is told by what an array is", () => {
    expect([isTypedArray(new Float64Array(2), "Float64Array"), isTypedArray(new Float64Array(2), "Uint8Array"), isTypedArray([0, 1], "Float64Array"), isTypedArray(undefined, "Float64Array")]).toEqual([true, false, false, false]);
  });

  it("knows arrays of another realm", () => {
    expect(isTypedArray(runInNewContext("new Uint32Array(3)"), "Uint32Array")).toBe(true);
  });

  it("does not believe what an object says about itself", () => {
    expect(isTypedArray({ [Symbol.toStringTag]: "Float64Array", length: 2 }, "Float64Array")).toBe(false);
    const bytes: object = new Uint8Array(2);
    Object.defineProperty(bytes, Symbol.toStringTag, { value: "Float64Array" });
    expect([isTypedArray(bytes, "Float64Array"), isTypedArray(bytes, "Uint8Array")]).toEqual([false, true]);
  });
});
