// Seeds and tangents need not lie in memory as the operands of a chain do: transposed, repeated along rows or columns, every
// other element. Values are those of the function itself, derivatives those of central differences, in both modes; shapes that
// do not fit are told.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O1 %s %{runtime} -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -fplugin-arg-clangent-no-blocks -O1 %s %{runtime} -o %t && %t | FileCheck %s
// CHECK: wrong: 0
// CHECK: vjp of columns: adjoint: of another shape than the result; gradient needs a result with one element, vjp a seed of its shape; shapes [], [1, 6]
// CHECK: gradient of columns: adjoint: of another shape than the result; gradient needs a result with one element, vjp a seed of its shape; shapes [], [1, 6]
// CHECK: vjp of shifted: seed: of another shape than what it belongs to; shapes [6], [8, 6]
// CHECK: undefined seed: seed: is undefined; it has the shape of the result
// CHECK: row for a bar: adjoint: of another shape than what it is the adjoint of; shapes [6], [8, 6]
// CHECK: batch of bars: adjoint: of another shape than what it is the adjoint of; shapes [2, 8, 6], [8, 6]
// CHECK: jvp of shifted: tangent: of another shape than what it belongs to; shapes [6], [8, 6]
#define CLANGENT_BLOCK_ELEMENTS 8
#include <clangent/clangent.h>
#include <clangent/tensor.h>

#include <cmath>
#include <cstdio>
#include <vector>

using namespace clangent;
using T = Tensor<double>;

T link(const T &x, const T &y) { return tanh(square(x) * y + x) * exp(y * 0.1); }
T whole(const T &x, const T &y) { return link(x, y); }
T turned(const T &x, const T &y) { return link(x, y).t(); }
T columns(const T &x, const T &y) { return sum(link(x, y), {0}); }
T rows(const T &x, const T &y) { return mean(link(x, y), {1}, true); }
T in_loop(const T &x, const T &y) {
  T h = x, e;
  for (int i = 0; i < 2; ++i) {
    h = h * 0.5 * tanh(y) + x;
    e = mean(abs(h) * 2.0 + square(h) * y);
  }
  return e;
}
T shifted(const T &x, const T &) { return x + 1.0; }

int wrong = 0;

void compare(const char *what, double a, double b) {
  if (!(std::fabs(a - b) <= 1e-6 * (1 + std::fabs(b)))) {
    std::printf("%s: %.12g is not %.12g\n", what, a, b);
    ++wrong;
  }
}

std::vector<T> layouts(std::int64_t m, std::int64_t n) {
  return {randn<double>({m, n}),
          randn<double>({n, m}).t(),
          randn<double>({m, 2 * n}).slice(1, 0, 2 * n, 2),
          randn<double>({n}).expand({m, n}),
          randn<double>({m, 1}).expand({m, n}),
          T(0.7).expand({m, n})};
}

template <class Vjp, class Jvp>
void check(const char *what, T (*f)(const T &, const T &), Vjp reverse, Jvp forward, const T &x, const T &y) {
  const T value = f(x, y);
  std::vector<T> seeds = {T::ones(value.shape())};
  if (value.rank() == 2)
    seeds = layouts(value.size(0), value.size(1));
  else if (value.rank() == 1)
    seeds = {randn<double>(value.shape()), T(0.7).expand(value.shape()), randn<double>({2 * value.size(0)}).slice(0, 0, 2 * value.size(0), 2)};
  for (const T &x_dot : layouts(8, 6))
    for (const T &y_dot : layouts(8, 6)) {
      const auto tangent = forward(x, x_dot, y, y_dot);
      compare(what, sum(abs(tangent.value - value)).item(), 0);
      const double h = 1e-5;
      const T slope = (f(x + x_dot * h, y + y_dot * h) - f(x - x_dot * h, y - y_dot * h)) * (0.5 / h);
      compare(what, sum(abs(tangent.tangent - slope)).item(), 0);
      for (const T &seeded : seeds) {
        T x_bar, y_bar;
        compare(what, sum(abs(reverse(x, x_bar, y, y_bar, seeded) - value)).item(), 0);
        compare(what, sum(x_bar * x_dot).item() + sum(y_bar * y_dot).item(), sum(seeded * slope).item());
      }
    }
}
#define CHECK(f)                                                                                                       \
  check(                                                                                                               \
      #f, f, [](auto &a, auto &a_bar, auto &b, auto &b_bar, auto &w) { return vjp<f>(dup(a, a_bar), dup(b, b_bar), seed(w)); }, \
      [](auto &a, auto &a_dot, auto &b, auto &b_dot) { return jvp<f>(dup(a, a_dot), dup(b, b_dot)); }, x, y)

template <class F> void tell(const char *what, F f) {
  try {
    f();
    std::printf("%s: nothing\n", what);
  } catch (const TensorError &error) {
    std::printf("%s: %s\n", what, error.what());
  }
}

int main() {
  manual_seed(4);
  for (const T &x : layouts(8, 6))
    for (const T &y : layouts(8, 6)) {
      CHECK(whole);
      CHECK(turned);
      CHECK(columns);
      CHECK(rows);
      CHECK(in_loop);
    }
  std::printf("wrong: %d\n", wrong);
  const T x = randn<double>({8, 6});
  T bar;
  tell("vjp of columns", [&] { vjp<columns>(dup(x, bar), x, seed(T(1.0))); });
  tell("gradient of columns", [&] { gradient<columns>(x, x); });
  const T row = randn<double>({6});
  tell("vjp of shifted", [&] { vjp<shifted>(dup(x, bar), x, seed(row)); });
  tell("undefined seed", [&] { vjp<columns>(dup(x, bar), x, seed(T())); });
  tell("row for a bar", [&] {
    T given = row;
    vjp<shifted>(dup(x, given), x, seed(x));
  });
  tell("batch of bars", [&] {
    T given = zeros<double>({2, 8, 6});
    vjp<shifted>(dup(x, given), x, seed(x));
  });
  tell("jvp of shifted", [&] { jvp<shifted>(dup(x, row), x); });
  return wrong != 0;
}
