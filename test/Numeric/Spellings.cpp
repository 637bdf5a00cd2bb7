// Elementary functions as <math.h> spells them: sin, sinf, sinl.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

#pragma clang diagnostic ignored "-Wabsolute-value"

// Unqualified: <math.h>'s names, called as they are.
real plain_trigonometry(real x) {
  real sum = x;
  sum = sum * 2 + sin(x);
  sum = sum * 2 + cos(x);
  sum = sum * 2 + tan(x);
  sum = sum * 2 + atan(x);
  return sum;
}
AT(plain_trigonometry, {0.5}, {-2.25});

real plain_inverse(real x) {
  real sum = x;
  sum = sum * 2 + asin(x);
  sum = sum * 2 + acos(x);
  sum = sum * 2 + atanh(x);
  return sum;
}
AT(plain_inverse, {0.5}, {-0.25});

real plain_hyperbolic(real x) {
  real sum = x;
  sum = sum * 2 + sinh(x);
  sum = sum * 2 + cosh(x);
  sum = sum * 2 + tanh(x);
  sum = sum * 2 + asinh(x);
  return sum;
}
AT(plain_hyperbolic, {0.5}, {-1.5});

real plain_exponentials(real x) {
  real sum = x;
  sum = sum * 2 + exp(x);
  sum = sum * 2 + exp2(x);
  sum = sum * 2 + expm1(x);
  sum = sum * 2 + erf(x);
  sum = sum * 2 + erfc(x);
  return sum;
}
AT(plain_exponentials, {0.5}, {-1.5});

real plain_logarithms(real x) {
  real sum = x;
  sum = sum * 2 + log(x);
  sum = sum * 2 + log2(x);
  sum = sum * 2 + log10(x);
  sum = sum * 2 + log1p(x);
  sum = sum * 2 + acosh(x);
  return sum;
}
AT(plain_logarithms, {1.5}, {5});

real plain_roots(real x) {
  real sum = x;
  sum = sum * 2 + sqrt(x);
  sum = sum * 2 + cbrt(x);
  sum = sum * 2 + fabs(x);
  return sum;
}
AT(plain_roots, {0.5}, {4});

real plain_gammas(real x) {
  real sum = x;
  sum = sum * 2 + tgamma(x);
  sum = sum * 2 + lgamma(x);
  return sum;
}
AT(plain_gammas, {0.75}, {3.5});

// With the suffix f: the argument and the result are rounded to float.
real float_trigonometry(real x) {
  real sum = x;
  sum = sum * 2 + sinf(x);
  sum = sum * 2 + cosf(x);
  sum = sum * 2 + tanf(x);
  sum = sum * 2 + atanf(x);
  return sum;
}
AT_SINGLE(float_trigonometry, {0.5}, {-2.25});

real float_inverse(real x) {
  real sum = x;
  sum = sum * 2 + asinf(x);
  sum = sum * 2 + acosf(x);
  sum = sum * 2 + atanhf(x);
  return sum;
}
AT_SINGLE(float_inverse, {0.5}, {-0.25});

real float_hyperbolic(real x) {
  real sum = x;
  sum = sum * 2 + sinhf(x);
  sum = sum * 2 + coshf(x);
  sum = sum * 2 + tanhf(x);
  sum = sum * 2 + asinhf(x);
  return sum;
}
AT_SINGLE(float_hyperbolic, {0.5}, {-1.5});

real float_exponentials(real x) {
  real sum = x;
  sum = sum * 2 + expf(x);
  sum = sum * 2 + exp2f(x);
  sum = sum * 2 + expm1f(x);
  sum = sum * 2 + erff(x);
  sum = sum * 2 + erfcf(x);
  return sum;
}
AT_SINGLE(float_exponentials, {0.5}, {-1.5});

real float_logarithms(real x) {
  real sum = x;
  sum = sum * 2 + logf(x);
  sum = sum * 2 + log2f(x);
  sum = sum * 2 + log10f(x);
  sum = sum * 2 + log1pf(x);
  sum = sum * 2 + acoshf(x);
  return sum;
}
AT_SINGLE(float_logarithms, {1.5}, {5});

real float_roots(real x) {
  real sum = x;
  sum = sum * 2 + sqrtf(x);
  sum = sum * 2 + cbrtf(x);
  sum = sum * 2 + fabsf(x);
  return sum;
}
AT_SINGLE(float_roots, {0.5}, {4});

real float_gammas(real x) {
  real sum = x;
  sum = sum * 2 + tgammaf(x);
  sum = sum * 2 + lgammaf(x);
  return sum;
}
AT_SINGLE(float_gammas, {0.75}, {3.5});

// With the suffix l.
real long_trigonometry(real x) {
  real sum = x;
  sum = sum * 2 + sinl(x);
  sum = sum * 2 + cosl(x);
  sum = sum * 2 + tanl(x);
  sum = sum * 2 + atanl(x);
  return sum;
}
AT(long_trigonometry, {0.5}, {-2.25});

real long_inverse(real x) {
  real sum = x;
  sum = sum * 2 + asinl(x);
  sum = sum * 2 + acosl(x);
  sum = sum * 2 + atanhl(x);
  return sum;
}
AT(long_inverse, {0.5}, {-0.25});

real long_hyperbolic(real x) {
  real sum = x;
  sum = sum * 2 + sinhl(x);
  sum = sum * 2 + coshl(x);
  sum = sum * 2 + tanhl(x);
  sum = sum * 2 + asinhl(x);
  return sum;
}
AT(long_hyperbolic, {0.5}, {-1.5});

real long_exponentials(real x) {
  real sum = x;
  sum = sum * 2 + expl(x);
  sum = sum * 2 + exp2l(x);
  sum = sum * 2 + expm1l(x);
  sum = sum * 2 + erfl(x);
  sum = sum * 2 + erfcl(x);
  return sum;
}
AT(long_exponentials, {0.5}, {-1.5});

real long_logarithms(real x) {
  real sum = x;
  sum = sum * 2 + logl(x);
  sum = sum * 2 + log2l(x);
  sum = sum * 2 + log10l(x);
  sum = sum * 2 + log1pl(x);
  sum = sum * 2 + acoshl(x);
  return sum;
}
AT(long_logarithms, {1.5}, {5});

real long_roots(real x) {
  real sum = x;
  sum = sum * 2 + sqrtl(x);
  sum = sum * 2 + cbrtl(x);
  sum = sum * 2 + fabsl(x);
  return sum;
}
AT(long_roots, {0.5}, {4});

real long_gammas(real x) {
  real sum = x;
  sum = sum * 2 + tgammal(x);
  sum = sum * 2 + lgammal(x);
  return sum;
}
AT(long_gammas, {0.75}, {3.5});

real plain_pairs(real x, real y) {
  return pow(x, y) + atan2(x, y) + hypot(x, y) + fmod(x, y) + remainder(x, y) + fmin(x, y) +
         fmax(x, 2 * y) + fdim(x, y) + copysign(x, y) + fma(x, y, x);
}
AT(plain_pairs, {2.5, 0.75}, {1.25, 4});

real float_pairs(real x, real y) {
  return powf(x, y) + atan2f(x, y) + hypotf(x, y) + fminf(x, y) + fmaxf(x, 2 * y) + fdimf(x, y);
}
AT_SINGLE(float_pairs, {2.5, 0.75}, {1.25, 4});

real long_pairs(real x, real y) {
  return powl(x, y) + atan2l(x, y) + hypotl(x, y) + fmodl(x, y) + fminl(x, y) + fmaxl(x, 2 * y);
}
AT(long_pairs, {2.5, 0.75}, {1.25, 4});

real builtin_spellings(real x) {
  return __builtin_sin(static_cast<double>(1)) * x + sqrt(2.0) * sin(x) + std::sin(1) * cos(x);
}
AT(builtin_spellings, {0.5}, {-3});
