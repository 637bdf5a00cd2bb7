// Times functions, their hand-written gradients and the generated ones.
//
// Names are KERNEL/primal, KERNEL/hand and KERNEL/ours. Before anything is timed the generated
// gradients are compared with the hand-written ones.

#include "kernels.h"
#include "memory.h"
#include "mixture.h"
#include "mixture_by_hand.h"
#include "vectors.h"

#include <clangent/clangent.h>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace bench {
namespace {

using Vector = std::vector<double>;

// A number in [-1, 1), the same on every machine.
double symmetric(std::mt19937 &generator) { return static_cast<double>(generator()) / 2147483648.0 - 1.0; }

Vector made_up(std::size_t n, double scale, double shift, unsigned seed) {
  std::mt19937 generator(seed);
  Vector values(n);
  std::generate(values.begin(), values.end(), [&] { return shift + scale * symmetric(generator); });
  return values;
}

// Adds what lies in one array to another, and leaves zeros.
void take(Vector &from, double *to) {
  for (std::size_t i = 0; i < from.size(); ++i)
    to[i] += std::exchange(from[i], 0.0);
}

// A function of three numbers; both gradients add into bar[3] and return the value.
template <double (*F)(double, double, double), double (*ByHand)(double, double, double, double *)> struct Three {
  double x = 0.7;
  double y = -1.3;
  double z = 0.4;

  std::size_t unknowns() const { return 3; }
  double primal() { return launder(), F(x, y, z); }
  double hand(double *bar) { return launder(), ByHand(x, y, z, bar); }
  double ours(double *bar) {
    launder();
    const auto result = clangent::value_and_gradient<F>(x, y, z);
    bar[0] += std::get<0>(result.gradient);
    bar[1] += std::get<1>(result.gradient);
    bar[2] += std::get<2>(result.gradient);
    return result.value;
  }

  // Keeps the compiler from folding what it knows of the arguments.
  void launder() {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(y);
    benchmark::DoNotOptimize(z);
  }
};

struct Recurrence {
  double x = 0.3;
  int n = 1000;
  Vector workspace;

  std::size_t unknowns() const { return 1; }
  double primal() { return launder(), recurrence(x, n); }
  double hand(double *bar) { return launder(), recurrence_by_hand(x, n, bar, workspace); }
  double ours(double *bar) {
    launder();
    const auto result = clangent::value_and_gradient<recurrence>(x, n);
    *bar += result.gradient;
    return result.value;
  }
  void launder() {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(n);
  }
};

struct Squares {
  Vector b{240, 0.0005};
  Vector x = made_up(1000, 300, 400, 1);
  Vector y = made_up(1000, 30, 45, 2);

  std::size_t unknowns() const { return 2; }
  int size() const { return static_cast<int>(x.size()); }
  double primal() { return squares(b.data(), x.data(), y.data(), size()); }
  double hand(double *bar) { return squares_by_hand(b.data(), x.data(), y.data(), size(), bar); }
  double ours(double *bar) { return clangent::vjp<squares>(clangent::dup(b.data(), bar), x.data(), y.data(), size()); }
};

struct Chain {
  Vector x = made_up(1000, 1, 0, 3);

  std::size_t unknowns() const { return x.size(); }
  int size() const { return static_cast<int>(x.size()); }
  double primal() { return chain(x.data(), size()); }
  double hand(double *bar) { return chain_by_hand(x.data(), size(), bar); }
  double ours(double *bar) { return clangent::vjp<chain>(clangent::dup(x.data(), bar), size()); }
};

// The same over std::vector: the adjoints are vectors too, and added to what the caller wants.
struct SquaresOfVectors : Squares {
  Vector b_bar = Vector(2, 0.0);

  double primal() { return squares_of_vectors(b, x, y); }
  double ours(double *bar) {
    b_bar.assign(2, 0.0);
    const double value = clangent::vjp<squares_of_vectors>(clangent::dup(b, b_bar), x, y);
    bar[0] += b_bar[0];
    bar[1] += b_bar[1];
    return value;
  }
};

struct ChainOfVector : Chain {
  Vector x_bar = Vector(x.size(), 0.0);

  double primal() { return chain_of_vector(x); }
  double ours(double *bar) {
    const double value = clangent::vjp<chain_of_vector>(clangent::dup(x, x_bar));
    take(x_bar, bar);
    return value;
  }
};

struct Field {
  Vector x = made_up(500, 0.3, 1, 8);
  Vector workspace;
  Vector now = Vector(x.size());
  Vector next = Vector(x.size());

  std::size_t unknowns() const { return x.size(); }
  int size() const { return static_cast<int>(x.size()); }
  double primal() { return field(x.data(), now.data(), next.data(), size()); }
  double hand(double *bar) { return field_by_hand(x.data(), size(), bar, workspace); }
  double ours(double *bar) {
    return clangent::vjp<field>(clangent::dup(x.data(), bar), clangent::scratch(now.data(), size()),
                                clangent::scratch(next.data(), size()), size());
  }
};

struct FieldOfVectors : Field {
  Vector x_bar = Vector(x.size(), 0.0);

  double primal() { return field_of_vectors(x); }
  double ours(double *bar) {
    const double value = clangent::vjp<field_of_vectors>(clangent::dup(x, x_bar));
    take(x_bar, bar);
    return value;
  }
};

struct Growth {
  double x = 0.3;
  int rounds = 500;
  int n = 1000;

  std::size_t unknowns() const { return 1; }
  double primal() { return launder(), growth(x, rounds, n); }
  double hand(double *bar) { return launder(), growth_by_hand(x, rounds, n, bar); }
  double ours(double *bar) {
    launder();
    const auto result = clangent::value_and_gradient<growth>(x, rounds, n);
    *bar += result.gradient;
    return result.value;
  }
  void launder() {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(rounds);
    benchmark::DoNotOptimize(n);
  }
};

// Peak memory: what the reverse sweep reads is nothing, so one iteration.
struct Iterations {
  Vector x = made_up(10000, 1, 0, 7);
  int rounds = 1000;

  std::size_t unknowns() const { return x.size(); }
  int size() const { return static_cast<int>(x.size()); }
  double primal() { return iterations(x.data(), rounds, size()); }
  double hand(double *bar) { return iterations_by_hand(x.data(), rounds, size(), bar); }
  double ours(double *bar) { return clangent::vjp<iterations>(clangent::dup(x.data(), bar), rounds, size()); }
};

struct Mixture {
  static constexpr int d = 10;
  static constexpr int k = 25;
  static constexpr int n = 1000;
  static constexpr mixture::Wishart prior{1, 0};
  Vector x = made_up(n * d, 3, 0, 4);
  Vector alpha = made_up(k, 0.5, 0, 5);
  Vector mean = made_up(k * d, 1, 0, 6);
  Vector factor = made_up(static_cast<std::size_t>(k * mixture::factor_size(d)), 0.5, 0, 7);

  std::size_t unknowns() const { return alpha.size() + mean.size() + factor.size(); }
  double primal() { return mixture::log_posterior(d, k, n, alpha.data(), mean.data(), factor.data(), x.data(), prior); }
  double hand(double *bar) {
    return log_posterior_by_hand(d, k, n, alpha.data(), mean.data(), factor.data(), x.data(), prior, bar, bar + k,
                                 bar + k + k * d);
  }
  double ours(double *bar) {
    double *const mean_bar = bar + k;
    double *const factor_bar = mean_bar + k * d;
    return clangent::vjp<mixture::log_posterior>(d, k, n, clangent::dup(alpha.data(), bar),
                                                 clangent::dup(mean.data(), mean_bar),
                                                 clangent::dup(factor.data(), factor_bar), x.data(), prior);
  }
};

enum class Variant { primal, hand, ours };

template <class Kernel> double run(Kernel &kernel, Variant variant, Vector &bar) {
  switch (variant) {
  case Variant::primal:
    return kernel.primal();
  case Variant::hand:
    return kernel.hand(bar.data());
  case Variant::ours:
    return kernel.ours(bar.data());
  }
  return 0;
}

template <class Kernel, Variant V> void time(benchmark::State &state) {
  Kernel kernel;
  Vector bar(kernel.unknowns(), 0.0);
  benchmark::DoNotOptimize(run(kernel, V, bar));
  const std::size_t before = heap_calls();
  for (auto _ : state) {
    benchmark::DoNotOptimize(run(kernel, V, bar));
    benchmark::ClobberMemory();
  }
  const double calls = static_cast<double>(heap_calls() - before);
  state.counters["heap_calls"] = calls / static_cast<double>(state.iterations());
  state.counters["peak_kB"] = static_cast<double>(peak_kilobytes());
}

// Whether the generated gradient is the hand-written one, to rounding; says so if not.
template <class Kernel> bool agrees(const std::string &name) {
  Kernel kernel;
  Vector hand(kernel.unknowns(), 0.0);
  Vector ours(kernel.unknowns(), 0.0);
  const double value = kernel.primal();
  const double values[2] = {kernel.hand(hand.data()), kernel.ours(ours.data())};
  double size = 0;
  double error = std::max(std::fabs(values[0] - value), std::fabs(values[1] - value)) / std::max(1.0, std::fabs(value));
  for (double entry : hand)
    size = std::max(size, std::fabs(entry));
  for (std::size_t i = 0; i < hand.size(); ++i)
    error = std::max(error, std::fabs(hand[i] - ours[i]) / size);
  if (error <= 1e-11)
    return true;
  std::fprintf(stderr, "%s: generated and hand-written gradients differ by %.1e\n", name.c_str(), error);
  return false;
}

template <class Kernel> bool add(const std::string &name) {
  benchmark::RegisterBenchmark((name + "/primal").c_str(), time<Kernel, Variant::primal>);
  benchmark::RegisterBenchmark((name + "/hand").c_str(), time<Kernel, Variant::hand>);
  benchmark::RegisterBenchmark((name + "/ours").c_str(), time<Kernel, Variant::ours>);
  return agrees<Kernel>(name);
}

bool add_all() {
  bool right = add<Three<compute_s, compute_s_by_hand>>("compute_s");
  right = add<Three<formula, formula_by_hand>>("formula") && right;
  right = add<Recurrence>("recurrence") && right;
  right = add<Squares>("squares") && right;
  right = add<Chain>("chain") && right;
  right = add<SquaresOfVectors>("squares_v") && right;
  right = add<ChainOfVector>("chain_v") && right;
  right = add<Field>("field") && right;
  right = add<FieldOfVectors>("field_v") && right;
  right = add<Growth>("growth") && right;
  right = add<Iterations>("iterations") && right;
  return add<Mixture>("mixture") && right;
}

} // namespace
} // namespace bench

int main(int argc, char **argv) {
  if (!bench::add_all())
    return 1;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv))
    return 1;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
