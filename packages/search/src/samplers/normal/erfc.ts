/*
 * erf and erfc of FreeBSD's msun, s_erf.c, in the parts that the normal distribution needs.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software
 * is freely granted, provided that this notice is preserved.
 */

/** Coefficients from the constant up. */
type Polynomial = readonly number[];

const NEAR_P: Polynomial = [
  1.28379167095512558561e-1, -3.2504210724700149937e-1, -2.84817495755985104766e-2,
  -5.77027029648944159157e-3, -2.37630166566501626084e-5,
];
const NEAR_Q: Polynomial = [
  1, 3.97917223959155352819e-1, 6.50222499887672944485e-2, 5.08130628187576562776e-3,
  1.32494738004321644526e-4, -3.9602282787753681232e-6,
];
const ERF_NEAR_ONE = 8.45062911510467529297e-1;
const ONE_P: Polynomial = [
  -2.36211856075265944077e-3, 4.14856118683748331666e-1, -3.72207876035701323847e-1,
  3.18346619901161753674e-1, -1.10894694282396677476e-1, 3.54783043256182359371e-2, -2.166375594868790843e-3,
];
const ONE_Q: Polynomial = [
  1, 1.06420880400844228286e-1, 5.40397917702171048937e-1, 7.18286544141962662868e-2,
  1.26171219808761642112e-1, 1.36370839120290507362e-2, 1.1984499846799107417e-2,
];
const MIDDLE_R: Polynomial = [
  -9.86494403484714822705e-3, -6.93858572707181764372e-1, -1.05586262253232909814e1,
  -6.23753324503260060396e1, -1.62396669462573470355e2, -1.84605092906711035994e2, -8.12874355063065934246e1,
  -9.81432934416914548592,
];
const MIDDLE_S: Polynomial = [
  1, 1.96512716674392571292e1, 1.376577541435190426e2, 4.34565877475229228821e2, 6.45387271733267880336e2,
  4.29008140027567833386e2, 1.08635005541779435134e2, 6.57024977031928170135, -6.04244152148580987438e-2,
];
const FAR_R: Polynomial = [
  -9.86494292470009928597e-3, -7.99283237680523006574e-1, -1.77579549177547519889e1,
  -1.60636384855821916062e2, -6.37566443368389627722e2, -1.02509513161107724954e3, -4.83519191608651397019e2,
];
const FAR_S: Polynomial = [
  1, 3.03380607434824582924e1, 3.25792512996573918826e2, 1.53672958608443695994e3, 3.19985821950859553908e3,
  2.55305040643316442583e3, 4.74528541206955367215e2, -2.24409524465858183362e1,
];

function evaluate(polynomial: Polynomial, x: number): number {
  let value = 0;
  for (let power = polynomial.length - 1; power >= 0; power -= 1) value = value * x + polynomial[power]!;
  return value;
}

const ratio = (above: Polynomial, below: Polynomial, x: number): number =>
  evaluate(above, x) / evaluate(below, x);

/** The error function, to within a unit in the last place. */
export function erf(x: number): number {
  const distance = Math.abs(x);
  if (distance < 0.84375) return x + x * ratio(NEAR_P, NEAR_Q, x * x);
  if (distance < 1.25) return Math.sign(x) * (ERF_NEAR_ONE + ratio(ONE_P, ONE_Q, distance - 1));
  return Math.sign(x) * (1 - erfcTail(distance));
}

/** 1 − erf(x) without the loss of digits where erf is nearly 1; 0 from about 27 on. */
export function erfc(x: number): number {
  const distance = Math.abs(x);
  if (distance < 0.84375)
    return x < 0.25
      ? 1 - (x + x * ratio(NEAR_P, NEAR_Q, x * x))
      : 0.5 - (x - 0.5 + x * ratio(NEAR_P, NEAR_Q, x * x));
  if (distance < 1.25) {
    const rest = ratio(ONE_P, ONE_Q, distance - 1);
    return x > 0 ? 1 - ERF_NEAR_ONE - rest : 1 + (ERF_NEAR_ONE + rest);
  }
  return x > 0 ? erfcTail(x) : 2 - erfcTail(distance);
}

/** erfc from 1.25 up. The square is split in two, so that its rounding error does not grow in the exponential. */
function erfcTail(x: number): number {
  if (x >= 28) return 0;
  const inverse = 1 / (x * x);
  const rest = x < 1 / 0.35 ? ratio(MIDDLE_R, MIDDLE_S, inverse) : ratio(FAR_R, FAR_S, inverse);
  const head = Math.fround(x);
  return (Math.exp(-head * head - 0.5625) * Math.exp((head - x) * (head + x) + rest)) / x;
}
