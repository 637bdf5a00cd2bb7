// A result that is no number where the oracle has one counts by its causes, and is wrong without: so is a number that stands
// for none.
// RUN: %bare-clang++ -std=c++17 -I %S/../Numeric %s -o %t && (not %t) | FileCheck %s
#define CLANGENT_NONFINITE
#include "Report.h"
#include "DualMath.h"

#include <cmath>

int main() {
  using numeric::Check;
  numeric::Report &report = numeric::Report::instance();
  report.begin_function("f");
  dual::Dual x = 0;
  x.varied = true;
  dual::sqrt(x);
  Check(report, "vjp").close(0, NAN, {1, 0.1L, dual::circumstances.culprits});
  dual::circumstances.culprits.clear();
  dual::sqrt(x + 1);
  // CHECK: FAIL f, point 0, vjp, entry 1: got {{-?}}nan, expected 1
  Check(report, "vjp").close(1, NAN, {1, 0.1L, dual::circumstances.culprits});
  // CHECK: FAIL f, point 0, jvp, entry 2: got 1, expected {{-?}}nan
  Check(report, "jvp").close(2, 1, {NAN, 0.1L, {"tangents of zero"}});
  Check(report, "jvp").close(3, NAN, {NAN, 0.1L, {}});
  // CHECK: vjp after sqrt: 1 times no number where the oracle has one
  // CHECK: 2 passed, 2 failed
  return report.finish();
}
