/** The part of jstat that is used; it comes without types. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: {
      /** The quantile of Student's t distribution with `degreesOfFreedom` at probability `p`. */
      inv(this: void, p: number, degreesOfFreedom: number): number;
    };
  };
  export default jstat;
}
