// Closures that hold tensors by copy, called where they are made or passed on: derivatives agree with central differences.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 -I%S/Inputs %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: failures: 0
#include "CheckTensor.h"

double copied(const T &x, const T &w) {
  T h = w;
  const auto times = [h](const T &y) { return y * h; };
  h = h * x;
  return clangent::sum(times(times(x)) * h).item();
}
double everything(const T &x, double k) {
  const T w = x * k;
  const auto step = [=](const T &y) { return clangent::tanh(y * w) * k; };
  T h = x;
  for (int i = 0; i < 3; ++i)
    h = step(h);
  return clangent::sum(h).item();
}
double changing(const T &x) {
  auto accumulate = [total = x * 2.0](const T &y) mutable {
    total += y * y;
    return clangent::sum(total).item();
  };
  double s = accumulate(x);
  auto copy = accumulate;
  s += accumulate(x) * copy(x * x);
  return s * copy(x);
}
template <class F> T twice(F f, const T &x) { return f(f(x)); }
double passed_on(const T &x, const T &w) {
  return clangent::sum(twice([w](const T &y) { return clangent::sin(y) * w; }, x)).item();
}
double lists(const T &x, const T &w) {
  std::vector<T> v{x, w};
  const auto pick = [v](int i) { return v[i] * v[1]; };
  v[1] = pick(0);
  return clangent::sum(pick(1) * v[1]).item();
}
struct Layer {
  T w, b;
};
double structs(const T &x, const T &w) {
  const Layer layer{w, x};
  const auto apply = [layer](const T &y) { return layer.w * y + layer.b; };
  const auto both = [apply, x](const T &y) { return apply(apply(y)) * x; };
  return clangent::sum(both(x)).item();
}

int main() {
  clangent::manual_seed(13);
  const T x = clangent::randn<double>({3}), w = clangent::randn<double>({3});
  CHECK_FUNCTION(copied, x, w);
  CHECK_FUNCTION(everything, x, 1.1);
  CHECK_FUNCTION(changing, x);
  CHECK_FUNCTION(passed_on, x, w);
  CHECK_FUNCTION(lists, x, w);
  CHECK_FUNCTION(structs, x, w);
  std::printf("failures: %d\n", check::failures);
  return check::failures != 0;
}
