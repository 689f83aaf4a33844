/** Answers drawn from a fixed seed: people with normal abilities at items from −2 to 2, right or wrong, one byte each. */
export function simulatedAnswers(personCount, itemCount, { slopes = false } = {}) {
  let state = 5;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    bits ^= bits >>> 15;
    return ((bits >>> 0) + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const difficulties = Float64Array.from({ length: itemCount }, (_, item) => -2 + (4 * item) / (itemCount - 1));
  const discriminations = Float64Array.from({ length: itemCount }, () => (slopes ? 0.6 + 1.2 * uniform() : 1));
  const responses = new Uint8Array(personCount * itemCount);
  for (let person = 0; person < personCount; person += 1) {
    const ability = normal();
    for (let item = 0; item < itemCount; item += 1) responses[person * itemCount + item] = uniform() < 1 / (1 + Math.exp(-discriminations[item] * (ability - difficulties[item]))) ? 1 : 0;
  }
  return { personCount, itemCount, responses, itemIds: Array.from({ length: itemCount }, (_, item) => `item-${item}`) };
}

/** Equally spaced nodes of the standard normal distribution, as ours. */
export function nodesOf(count) {
  const places = Float64Array.from({ length: count }, (_, index) => -6 + (12 * index) / (count - 1));
  const densities = places.map((place) => Math.exp((-place * place) / 2));
  const total = densities.reduce((sum, density) => sum + density, 0);
  return { places, weights: densities.map((density) => density / total) };
}

/**
 * EM for the two-parameter model (or, with `isRasch`, one common slope) as a textbook has it: person by person, item by item, until no parameter moves farther than `tolerance`.
 * Complete answers only. Returns slopes and intercepts: logit P = az + c.
 */
export function plainEm({ personCount, itemCount, responses }, { nodeCount, tolerance, isRasch }) {
  const { places, weights } = nodesOf(nodeCount);
  const slopes = new Float64Array(itemCount).fill(1);
  const intercepts = new Float64Array(itemCount);
  const rightCounts = new Float64Array(itemCount);
  for (let index = 0; index < responses.length; index += 1) rightCounts[index % itemCount] += responses[index];
  for (let item = 0; item < itemCount; item += 1) intercepts[item] = Math.log((rightCounts[item] + 0.5) / (personCount - rightCounts[item] + 0.5));
  const logOdds = new Float64Array(itemCount * nodeCount);
  const people = new Float64Array(nodeCount);
  const right = new Float64Array(itemCount * nodeCount);
  const base = new Float64Array(nodeCount);
  const posterior = new Float64Array(nodeCount);
  for (let round = 1; round <= 5000; round += 1) {
    for (let node = 0; node < nodeCount; node += 1) base[node] = Math.log(weights[node]);
    for (let item = 0; item < itemCount; item += 1) {
      for (let node = 0; node < nodeCount; node += 1) {
        const value = slopes[item] * places[node] + intercepts[item];
        logOdds[item * nodeCount + node] = value;
        base[node] -= Math.log1p(Math.exp(value));
      }
    }
    people.fill(0);
    right.fill(0);
    for (let person = 0; person < personCount; person += 1) {
      posterior.set(base);
      for (let item = 0; item < itemCount; item += 1) if (responses[person * itemCount + item] === 1) for (let node = 0; node < nodeCount; node += 1) posterior[node] += logOdds[item * nodeCount + node];
      let top = -Infinity;
      for (let node = 0; node < nodeCount; node += 1) if (posterior[node] > top) top = posterior[node];
      let total = 0;
      for (let node = 0; node < nodeCount; node += 1) total += posterior[node] = Math.exp(posterior[node] - top);
      for (let node = 0; node < nodeCount; node += 1) people[node] += posterior[node] /= total;
      for (let item = 0; item < itemCount; item += 1) if (responses[person * itemCount + item] === 1) for (let node = 0; node < nodeCount; node += 1) right[item * nodeCount + node] += posterior[node];
    }
    let largest = 0;
    let [tipGradient, tip] = [0, 0];
    for (let item = 0; item < itemCount; item += 1) {
      let [slope, intercept] = [slopes[item], intercepts[item]];
      for (let newton = 0; newton < 6; newton += 1) {
        let [g0, g1, h0, h1, h2] = [0, 0, 0, 0, 0];
        for (let node = 0; node < nodeCount; node += 1) {
          const success = 1 / (1 + Math.exp(-(slope * places[node] + intercept)));
          const surplus = right[item * nodeCount + node] - people[node] * success;
          const weight = people[node] * success * (1 - success);
          g0 += surplus;
          g1 += surplus * places[node];
          h0 += weight;
          h1 += weight * places[node];
          h2 += weight * places[node] ** 2;
        }
        if (isRasch) {
          intercept += g0 / h0;
          if (newton === 5 || Math.abs(g0 / h0) < 1e-9) {
            tipGradient += g1;
            tip += h2 - (h1 * h1) / h0;
            break;
          }
          continue;
        }
        const determinant = h0 * h2 - h1 * h1;
        const slopeStep = (h0 * g1 - h1 * g0) / determinant;
        const interceptStep = (h2 * g0 - h1 * g1) / determinant;
        slope += slopeStep;
        intercept += interceptStep;
        if (Math.abs(slopeStep) + Math.abs(interceptStep) < 1e-9) break;
      }
      largest = Math.max(largest, Math.abs(slope - slopes[item]), Math.abs(intercept - intercepts[item]));
      slopes[item] = slope;
      intercepts[item] = intercept;
    }
    if (isRasch) {
      largest = Math.max(largest, Math.abs(tipGradient / tip));
      slopes.fill(slopes[0] + tipGradient / tip);
    }
    if (largest < tolerance) return { slopes, intercepts, rounds: round };
  }
  throw new Error("plain EM did not settle");
}
