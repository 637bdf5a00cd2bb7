// Constants in vectors that a function hands out beside what is differentiated, inlined or not.
// RUN: %clangent++ %{flags} %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
#include <cstdio>
#include <vector>

struct Run {
  double value;
  std::vector<double> times;
};
Run run(double x, int n) { return {x * x, std::vector<double>(n, 0.5)}; }
double returned(double x, int n) {
  const Run r = run(x, n);
  return r.value * r.times[0] + n;
}
void fill(double x, std::vector<double> &times, double &out) {
  times[0] = 2;
  out = x * x;
}
double filled(double x, int n) {
  std::vector<double> times(n, 1.0);
  double out;
  fill(x, times, out);
  return out * times[0] + times[1];
}
int main() {
  std::printf("%g\n", clangent::gradient<returned>(3.0, 2));
  std::printf("%g\n", clangent::gradient<filled>(3.0, 2));
}
// CHECK: 3
// CHECK: 12
