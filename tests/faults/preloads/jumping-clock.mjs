/**
 * For `node --import`: a wall clock that jumps six hours ahead, and back behind where it was, every other second. The
 * monotonic clock (performance.now) does not, as on a real machine whose time is set.
 */
const HOUR_MS = 3_600_000;
const offsets = [0, 6 * HOUR_MS, -6 * HOUR_MS];
const RealDate = Date;

const now = () => RealDate.now() + offsets[Math.floor(performance.now() / 2_000) % offsets.length];

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
});
