"""The bounds of fma.md and portable, checked by an SMT solver: pip install z3-solver.

Every claim is stated as its opposite, for which z3 must find no example. At the end some are stated
with numbers that are wrong, and there it must find one: a proof that cannot fail proves nothing.
"""
import sys
from z3 import *

failures = 0
refuted = None  # while claims with wrong numbers are stated: those for which there was an example


def never(what, *opposite):
    global failures
    solver = Solver()
    solver.set(timeout=120_000)
    solver.add(*opposite)
    verdict = solver.check()
    if refuted is not None:
        if verdict == sat:
            refuted.append(what)
        return
    failures += verdict != unsat
    print(("proved " if verdict == unsat else f"FAILED ({verdict}) ") + what, flush=True)
    if verdict == sat:
        print(solver.model())


def wrong(how, claims):
    """What holds no longer `how` is refuted, by one claim at least."""
    global failures, refuted
    refuted = []
    claims()
    failures += not refuted
    print(f"refuted {how}: {refuted[0]}" if refuted else f"FAILED to refute {how}", flush=True)
    refuted = None


def within(x, bound):
    return And(x >= -bound, x <= bound)


def limbs_of(bits, width):
    return 2 * -(-(bits + 4) // (2 * width))


def carry_once(width, columns, limb):
    """One pass of Fused::carry_from, bit for bit: C = limb's part + 2^width * carry."""
    c, below = BitVecs("c below", 64)
    bias = BitVecVal((1 << 63) + (1 << (width - 1)), 64)
    mask = BitVecVal((1 << width) - 1, 64)
    part = lambda x: ((x + bias) & mask) - BitVecVal(1 << (width - 1), 64)
    carry = lambda x: LShR(x + bias, width) - BitVecVal(1 << (63 - width), 64)
    inside = lambda x, b: And(x >= BitVecVal(-b, 64), x <= BitVecVal(b, 64))
    given = [inside(c, columns), inside(below, columns)]
    never(f"width {width}: a carry and its limb make up the column", *given, c != part(c) + (carry(c) << width))
    never(f"width {width}: |limb| <= 2^{width - 1} + {limb - (1 << (width - 1))}", *given, Not(inside(part(c) + carry(below), limb)))
    raw = ((c + bias) & mask) + LShR(below + bias, width)
    never(f"width {width}: limb and bias are below 2^52, so that 2^52's exponent can be added", *given, UGE(raw, BitVecVal(1 << 52, 64)))


def carry_twice(width, columns, limb):
    """Carries::next, bit for bit, for four neighbouring columns."""
    c, b1, b2 = BitVecs("c b1 b2", 64)
    half, mask = BitVecVal(1 << (width - 1), 64), BitVecVal((1 << width) - 1, 64)
    bias = BitVecVal((1 << 63) + (1 << (width - 1)), 64)
    none = BitVecVal(1 << (63 - width), 64)
    inside = lambda x, b: And(x >= BitVecVal(-b, 64), x <= BitVecVal(b, 64))
    first = lambda x: LShR(x + bias, width)
    mid = lambda x, below: ((x + bias) & mask) + first(below) - none
    given = [inside(x, columns) for x in (c, b1, b2)]
    second = lambda x, below: mid(x, below) >> width
    value = lambda x, below: (mid(x, below) & mask) - half
    never(f"width {width}: both carries and the limb make up column and carry from below", *given,
          c + (first(b1) - none) != value(c, b1) + ((first(c) - none + second(c, b1)) << width))
    never(f"width {width}: |limb| <= 2^{width - 1} + {limb - (1 << (width - 1))}", *given, Not(inside(value(c, b1) + second(b1, b2), limb)))


# --- double precision -------------------------------------------------------------------------
W, ULP, HIGH = 50, 1 << 50, 3 << 101
LIMB = (1 << 49) + (1 << 9)
K = limbs_of(8192, W)


def halves_of_a_product(low):
    a, b, p, h = Ints("a b p h")
    never("fma: a product of limbs, one doubled, is below 2^100", within(a, LIMB), within(b, LIMB), Not(within(2 * a * b, 1 << 100)))
    given = [within(p, 1 << 100), within(p - ULP * h, ULP // 2)]  # h: p to the nearest, ties either way
    total = HIGH + ULP * h
    never("fma: HIGH + p, rounded, stays where the last bit is 2^50", *given, Not(And(total >= 1 << 102, total < 1 << 103)))
    never("fma: so does HIGH + LOW", Not(And(HIGH + low >= 1 << 102, HIGH + low < 1 << 103, IntVal(HIGH + low) % ULP == 0)))
    d = HIGH + low - total
    never("fma: their difference has at most 53 bits, all at or above 2^50", *given, Or(d % ULP != 0, Not(within(d, (1 << 53) * ULP))))
    never("fma: p less its upper half, plus LOW, is an integer from 2^52 to 2^53", *given, Not(And(p + d >= 1 << 52, p + d < 1 << 53)))


halves_of_a_product(3 << 51)
wrong("with LOW = 2^52", lambda: halves_of_a_product(1 << 52))
x = BitVec("x", 64)
for exponent, step in ((52, 0), (102, 50)):
    bits = BitVecVal((1023 + exponent) << 52, 64) + x
    number = fpBVToFP(bits, Float64())
    shifted = fpMul(RNE(), number, FPVal(2.0 ** -step, Float64()))
    never(f"fma: in the binade of 2^{exponent}, bits count by 2^{step}", ULT(x, BitVecVal(1 << 52, 64)),
          fpToUBV(RNE(), shifted, BitVecSort(64)) != x + BitVecVal(1 << 52, 64))

half = lambda factor: (factor * LIMB * LIMB + ULP // 2) // ULP  # the most an upper half is, of a product times factor
plain = K * (ULP // 2 + half(1))  # a column has K lower halves at most, and K upper ones of the column below
square = (K // 2 + 1) * (ULP // 2 + half(2))
never(f"fma: the columns of T + m*n are below 2^58 ({K} limbs)", BoolVal(plain + max(plain, square) >= 1 << 58))
carry_once(W, 1 << 58, LIMB - (1 << 8))
wrong("with columns of 2^60", lambda: carry_once(W, 1 << 60, LIMB - (1 << 8)))

# --- integers ---------------------------------------------------------------------------------
def columns_of(width, longest):
    k = limbs_of(longest, width)
    limb = (1 << (width - 1)) + (1 << 8)
    columns = 2 * k * limb * limb
    never(f"integers: {k} limbs of {width} bits: the columns of T + m*n are below 2^63 - 2^{width}", BoolVal(columns >= (1 << 63) - (1 << width)))
    never("integers: twice a limb fits in 32 bits", BoolVal(2 * limb >= 1 << 31))
    carry_twice(width, min(columns, (1 << 63) - 1), limb)


columns_of(28, 7000)
columns_of(27, 8192)
wrong("with 28 bits for 7200", lambda: columns_of(28, 7200))

# --- both: the carry out of the lower half, and how large numbers are -----------------------------
for name, width, columns, seen in (("fma", 50, 1 << 58, 1), ("integers", 28, 1 << 63, 2), ("integers", 27, 1 << 63, 2)):
    # S = sum of C_j 2^(width j), j < k, is carry * R. Columns below the `seen` topmost weigh, in the
    # unit of the topmost, less than columns * (2^-(width seen) + ...) <= 2 columns / 2^(width seen).
    top, rest, carry, rounded = Ints("top rest carry rounded")
    unseen = 2 * columns // (1 << (width * seen)) + 2  # and at most 1/2 of the carry of the last seen
    never(f"{name} {width}: the carry out of the lower half is the rounded carry of the columns seen",
          within(rest, unseen), top + rest == carry * (1 << width),
          rounded * (1 << width) <= top + (1 << (width - 1)), top + (1 << (width - 1)) < (rounded + 1) * (1 << width), rounded != carry)
n, r, ta, tb, m, result = Reals("n r ta tb m result")
for width, extra in ((50, 1 << 9), (28, 1 << 8), (27, 1 << 8)):
    share = RealVal((1 << (width - 1)) + extra) / RealVal(1 << width) * RealVal((1 << width)) / RealVal((1 << width) - 1)
    never(f"width {width}: |a b + m n| / R < n, with |a|, |b| <= n and 16 n <= R",
          n > 0, r >= 16 * n, within(ta, n), within(tb, n), within(m, share * r), result * r == ta * tb + m * n, Not(And(result > -n, result < n)))
sys.exit(failures > 0)
