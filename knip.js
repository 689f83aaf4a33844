export default {
  entry: ["src/*/index.ts", "examples/*.ts", "test/**/*.{test,test-d}.ts", "test/*/calls.ts"],
  project: ["src/**/*.ts", "test/**/*.ts", "examples/**/*.ts", "scripts/*.{mjs,ts}", "*.{ts,js,cjs,mjs}"],
};
