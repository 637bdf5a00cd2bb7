// Programs as their authors write them, over std::vector: alignment by dynamic programming, cash flows, a hidden Markov
// model, option prices on a tree, events in a queue, a stack machine.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

// ---- two sequences, warped onto each other
double warped(double x, double y) {
  std::vector<double> a, b;
  for (int i = 0; i < 6; ++i)
    a.push_back(std::sin(x * i));
  for (int i = 0; i < 5; ++i)
    b.push_back(std::sin(1.2 * x * i + 0.3) * y);
  std::vector<std::vector<double>> cost(a.size() + 1, std::vector<double>(b.size() + 1, 1e3));
  cost[0][0] = 0;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const double d = a[i - 1] - b[j - 1];
      cost[i][j] = d * d + std::min({cost[i - 1][j], cost[i][j - 1], cost[i - 1][j - 1]});
    }
  return cost.back().back() + cost[2][1] * x;
}
// The same by rows that take turns, with smooth minima.
double warped_softly(double x, double y) {
  const std::vector<double> a{x, x * x, y, 0.4}, b{y, x + y, 0.2};
  std::vector<double> row(b.size() + 1, 50.0), next;
  row[0] = 0;
  for (double e : a) {
    next.assign(1, 50.0);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const double d = e - b[j];
      const double soft = -std::log(std::exp(-row[j]) + std::exp(-row[j + 1]) + std::exp(-next.back()));
      next.push_back(d * d + soft);
    }
    row.swap(next);
  }
  return row.back();
}

// ---- cash flows under a curve
struct Flow {
  double time, amount;
};
class Bond {
public:
  Bond(double coupon, int years) {
    for (int i = 1; i <= years; ++i)
      flows.push_back({static_cast<double>(i), coupon});
    flows.back().amount += 1;
  }
  const std::vector<Flow> &cash() const { return flows; }

private:
  std::vector<Flow> flows;
};
class Curve {
public:
  Curve(std::vector<double> times, std::vector<double> rates) : times(std::move(times)), rates(std::move(rates)) {}
  double discount(double t) const {
    std::size_t i = 0;
    while (i + 2 < times.size() && times[i + 1] < t)
      ++i;
    const double w = (t - times[i]) / (times[i + 1] - times[i]);
    return std::exp(-t * (rates[i] * (1 - w) + rates[i + 1] * w));
  }

private:
  std::vector<double> times, rates;
};
double portfolio(double level, double coupon) {
  const Curve curve({0, 2, 5, 10}, {0.02 * level, 0.03 * level, 0.03, 0.05 * level * level});
  std::vector<Bond> bonds;
  std::vector<double> holdings{1, -2, 3};
  for (int years : {2, 5, 7})
    bonds.emplace_back(0.1 * coupon, years);
  bonds.emplace_back(coupon * level, 3);
  holdings.push_back(level);
  double value = 0;
  for (std::size_t i = 0; i < bonds.size(); ++i) {
    double price = 0;
    for (const Flow &flow : bonds[i].cash())
      price += flow.amount * curve.discount(flow.time);
    value += holdings[i] * price;
  }
  return value;
}
// The discount factors of a curve from swaps, one after the other.
std::vector<double> bootstrapped(const std::vector<double> &rates) {
  std::vector<double> factors;
  double annuity = 0;
  for (double each : rates) {
    const double rate = 0.05 * each;
    factors.push_back((1 - rate * annuity) / (1 + rate));
    annuity += factors.back();
  }
  return factors;
}
double of_swap_rates(const std::vector<double> &rates) {
  const std::vector<double> factors = bootstrapped(rates);
  double value = 0;
  for (std::size_t i = 1; i < factors.size(); ++i)
    value += (i + 1) * std::log(factors[i - 1] / factors[i]);
  return value;
}

// ---- the probability of observations of a hidden Markov model
double hidden_markov(double x, double y) {
  const std::vector<std::vector<double>> stay{{x, 1.5 - x}, {0.4, y}}, emit{{0.7, 0.3}, {0.2 * y, 1 - 0.2 * y}};
  const std::vector<int> seen{0, 1, 1, 0, 1};
  std::vector<double> alpha(2, 0.5);
  double log_sum = 0;
  for (int symbol : seen) {
    std::vector<double> next(alpha.size());
    for (std::size_t j = 0; j < next.size(); ++j) {
      for (std::size_t i = 0; i < alpha.size(); ++i)
        next[j] += alpha[i] * stay[i][j];
      next[j] *= emit[j][symbol];
    }
    double scale = 0;
    for (double p : next)
      scale += p;
    for (double &p : next)
      p /= scale;
    log_sum += std::log(scale);
    alpha = next;
  }
  return log_sum;
}

// ---- an American option on a tree
double american(double spot, double volatility) {
  const int steps = 6;
  const double up = std::exp(0.2 * volatility), p = (1.01 - 1 / up) / (up - 1 / up);
  std::vector<double> prices(steps + 1), values;
  for (int i = 0; i <= steps; ++i) {
    prices[i] = spot * std::pow(up, 2 * i - steps);
    values.push_back(std::max(0.95 - prices[i], 0.0));
  }
  while (values.size() > 1) {
    for (std::size_t i = 0; i + 1 < values.size(); ++i) {
      prices[i] = prices[i] * up;
      const double held = (p * values[i + 1] + (1 - p) * values[i]) / 1.01;
      values[i] = std::max(held, 0.95 - prices[i]);
    }
    values.pop_back();
  }
  return values.front() + spot * 0.01;
}

// ---- events, the next first
struct Event {
  double time, size;
};
double events(double x, double y) {
  std::vector<Event> queue{{x, 1.0}, {0.3, y}};
  const auto later = [](const Event &a, const Event &b) { return a.time > b.time; };
  std::make_heap(queue.begin(), queue.end(), later);
  double sum = 0;
  for (int handled = 0; handled < 9 && !queue.empty(); ++handled) {
    std::pop_heap(queue.begin(), queue.end(), later);
    const Event event = queue.back();
    queue.pop_back();
    sum += event.size * event.size * event.time;
    if (event.size > 0.1) {
      queue.push_back({event.time + x * event.size, 0.6 * event.size});
      std::push_heap(queue.begin(), queue.end(), later);
      queue.push_back({event.time + y, 0.3 * event.size});
      std::push_heap(queue.begin(), queue.end(), later);
    }
  }
  return sum;
}

// ---- a machine with a stack
enum class Code { push_x, push_y, add, multiply, sine, copy };
double machine(double x, double y) {
  const std::vector<Code> program{Code::push_x, Code::push_y, Code::multiply, Code::copy, Code::sine,
                                  Code::add,    Code::push_x, Code::copy,     Code::add,  Code::multiply};
  std::vector<double> stack;
  const auto pop = [&stack] {
    const double top = stack.back();
    stack.pop_back();
    return top;
  };
  for (Code code : program)
    switch (code) {
    case Code::push_x:
      stack.push_back(x);
      break;
    case Code::push_y:
      stack.push_back(y);
      break;
    case Code::add:
      stack.push_back(pop() + pop());
      break;
    case Code::multiply: {
      const double right = pop();
      stack.back() *= right;
      break;
    }
    case Code::sine:
      stack.back() = std::sin(stack.back());
      break;
    case Code::copy:
      stack.push_back(stack.back());
      break;
    }
  return stack.size() == 1 ? stack.back() : 0;
}

int main() {
  BOTH_MODES(warped);
  BOTH_MODES(warped_softly);
  BOTH_MODES(portfolio);
  BOTH_MODES_OF_VECTOR(of_swap_rates, 5);
  BOTH_MODES(hidden_markov);
  BOTH_MODES(american);
  BOTH_MODES(events);
  BOTH_MODES(machine);
  return told();
}
