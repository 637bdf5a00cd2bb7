// An adjoint that nothing was added to is an undefined tensor: rules are not called with it, and it counts as zero.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 %s %{runtime} -o %t && %t
#include <clangent/clangent.h>
#include <clangent/tensor.h>

#include <cmath>
#include <cstdio>

using T = clangent::Tensor<double>;

// What the last iteration makes is not used.
double lastIsUnused(const T &w, const T &x) {
  T h = x;
  double s = 0;
  for (int i = 0; i < 3; ++i) {
    s += clangent::sum(h * h).item();
    h = clangent::tanh(clangent::matmul(w, h));
  }
  return s;
}

double branchIsNotTaken(const T &w, const T &x) {
  T h = clangent::sin(clangent::matmul(w, x));
  double s = 0;
  if (x.size(0) > 100)
    s = clangent::sum(h * x).item();
  return s + clangent::sum(x * x).item();
}

double onlyStopped(const T &w, const T &x) {
  T fixed = clangent::stop_gradient(clangent::matmul(w, x));
  return clangent::sum(x * x).item() + 0 * clangent::sum(fixed).item();
}

template <class F> double difference(F f, T &p, int i) {
  const double kept = p.writable()[i], step = 1e-6;
  p.writable()[i] = kept + step;
  const double above = f();
  p.writable()[i] = kept - step;
  const double below = f();
  p.writable()[i] = kept;
  return (above - below) / (2 * step);
}

template <auto F> int failures() {
  clangent::manual_seed(1);
  T w = clangent::randn<double>({3, 3}), x = clangent::randn<double>({3});
  const auto [w_bar, x_bar] = clangent::gradient<F>(w, x);
  int count = 0;
  const auto expect = [&](double found, double wanted) { count += !(std::fabs(found - wanted) < 1e-6); };
  for (int i = 0; i < 9; ++i)
    expect(w_bar.defined() ? w_bar.at(i / 3, i % 3) : 0, difference([&] { return F(w, x); }, w, i));
  for (int i = 0; i < 3; ++i)
    expect(x_bar.defined() ? x_bar.at(i) : 0, difference([&] { return F(w, x); }, x, i));
  return count;
}

int main() {
  const int count = failures<lastIsUnused>() + failures<branchIsNotTaken>() + failures<onlyStopped>();
  std::printf("%d failures\n", count);
  return count != 0;
}
