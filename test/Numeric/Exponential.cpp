// Exponentials, logarithms, roots, error and gamma functions, in all three formats.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL=float %s -o %t && %t | FileCheck %s %}
// RUN: %if default-arguments %{ %clangent++ %{flags} -O1 -DREAL='long double' %s -o %t && %t | FileCheck %s %}
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real call_exp(real x) { return std::exp(x); }
AT(call_exp, {0}, {1.5}, {-8});
real call_exp2(real x) { return std::exp2(x); }
AT(call_exp2, {0}, {2.5}, {-6});
real call_expm1(real x) { return std::expm1(x); }
AT(call_expm1, {0.0078125}, {1}, {-1.5});
real call_log(real x) { return std::log(x); }
AT(call_log, {0.25}, {1}, {50});
real call_log2(real x) { return std::log2(x); }
AT(call_log2, {0.25}, {3});
real call_log10(real x) { return std::log10(x); }
AT(call_log10, {0.5}, {200});
real call_log1p(real x) { return std::log1p(x); }
AT(call_log1p, {0}, {0.0078125}, {-0.5}, {9});
real call_sqrt(real x) { return std::sqrt(x); }
AT(call_sqrt, {0.25}, {2}, {90});
real call_cbrt(real x) { return std::cbrt(x); }
AT(call_cbrt, {0.5}, {-8}, {20});
real call_erf(real x) { return std::erf(x); }
AT(call_erf, {0}, {0.5}, {-1.25}, {2.5});
real call_erfc(real x) { return std::erfc(x); }
AT(call_erfc, {0}, {0.5}, {-1.25}, {2.5});
real call_tgamma(real x) { return std::tgamma(x); }
AT(call_tgamma, {0.5}, {2.5}, {4}, {-1.25});
real call_lgamma(real x) { return std::lgamma(x); }
AT(call_lgamma, {0.5}, {3}, {12}, {-1.25});

real softplus(real x) { return std::log1p(std::exp(x)); }
AT(softplus, {0}, {3}, {-4});

real log_sum_exp(real a, real b, real c) {
  const real m = std::max(a, std::max(b, c));
  return m + std::log(std::exp(a - m) + std::exp(b - m) + std::exp(c - m));
}
AT(log_sum_exp, {1, 2, 3}, {5, -1, 0.5}, {0, 4, 2});

real normal_density(real x, real mu, real sigma) {
  const real z = (x - mu) / sigma;
  return std::exp(-z * z / 2) / (sigma * std::sqrt(real(6.283185307179586)));
}
AT(normal_density, {0.5, 1, 0.75}, {-2, 0, 3});

real entropy(real p, real q) { return -p * std::log(p) - q * std::log2(q) - std::log10(p + q); }
AT(entropy, {0.25, 0.5}, {0.75, 0.125});
