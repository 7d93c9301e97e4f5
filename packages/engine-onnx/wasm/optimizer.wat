;; What an Adam step does to all weights, four at a time. For src/kernels.ts.
;;
;; Arrays lie in the imported memory, each from a byte that is a multiple of 16 on, and are `bytes` bytes long, a
;; multiple of 16 and not 0.
(module
  (import "ram-sweep" "memory" (memory 1))

  ;; Σ value², in float64.
  (func (export "squares") (param $values i32) (param $bytes i32) (result f64)
    (local $end i32) (local $two v128) (local $low v128) (local $high v128)
    (local.set $end (i32.add (local.get $values) (local.get $bytes)))
    (loop $next
      (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero (local.get $values))))
      (local.set $low (f64x2.add (local.get $low) (f64x2.mul (local.get $two) (local.get $two))))
      (local.set $two (f64x2.promote_low_f32x4 (v128.load64_zero offset=8 (local.get $values))))
      (local.set $high (f64x2.add (local.get $high) (f64x2.mul (local.get $two) (local.get $two))))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $values) (local.get $end))))
    (local.set $low (f64x2.add (local.get $low) (local.get $high)))
    (f64.add (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low))))

  ;; weights −= step · m / (√v + floor), after m += (g − m)·0.1 and v += (g² − v)·0.001 with g = scale · gradient.
  ;;
  ;; A g or m below 2^-56 counts as 0, and so does a v below 2^-112. Left alone, the means of a weight without gradient
  ;; decay into the denormal numbers, on which processors take a hundred times as long. No result suffers: beside
  ;; Adam's ε = 1e-8 such a √v is nothing, and such an m moves a weight by less than 2e-9 · rate.
  (func (export "adam")
    (param $weights i32) (param $gradient i32) (param $m i32) (param $v i32) (param $bytes i32)
    (param $scale f32) (param $step f32) (param $floor f32)
    (local $end i32) (local $g v128) (local $first v128) (local $second v128)
    (local $least v128) (local $scales v128) (local $steps v128) (local $floors v128)
    (local.set $end (i32.add (local.get $weights) (local.get $bytes)))
    (local.set $least (v128.const f32x4 0x1p-56 0x1p-56 0x1p-56 0x1p-56))
    (local.set $scales (f32x4.splat (local.get $scale)))
    (local.set $steps (f32x4.splat (local.get $step)))
    (local.set $floors (f32x4.splat (local.get $floor)))
    (loop $next
      (local.set $g (f32x4.mul (v128.load (local.get $gradient)) (local.get $scales)))
      (local.set $g (v128.andnot (local.get $g) (f32x4.lt (f32x4.abs (local.get $g)) (local.get $least))))
      (local.set $first (v128.load (local.get $m)))
      (local.set $first (f32x4.add (local.get $first)
        (f32x4.mul (f32x4.sub (local.get $g) (local.get $first)) (v128.const f32x4 0.1 0.1 0.1 0.1))))
      (local.set $first (v128.andnot (local.get $first)
        (f32x4.lt (f32x4.abs (local.get $first)) (local.get $least))))
      (v128.store (local.get $m) (local.get $first))
      (local.set $second (v128.load (local.get $v)))
      (local.set $second (f32x4.add (local.get $second)
        (f32x4.mul (f32x4.sub (f32x4.mul (local.get $g) (local.get $g)) (local.get $second))
          (v128.const f32x4 0.001 0.001 0.001 0.001))))
      (local.set $second (v128.andnot (local.get $second)
        (f32x4.lt (local.get $second) (v128.const f32x4 0x1p-112 0x1p-112 0x1p-112 0x1p-112))))
      (v128.store (local.get $v) (local.get $second))
      (v128.store (local.get $weights) (f32x4.sub (v128.load (local.get $weights))
        (f32x4.div (f32x4.mul (local.get $steps) (local.get $first))
          (f32x4.add (f32x4.sqrt (local.get $second)) (local.get $floors)))))
      (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (local.set $m (i32.add (local.get $m) (i32.const 16)))
      (local.set $v (i32.add (local.get $v) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $weights) (local.get $end)))))
)
