// `goto` forwards, backwards, out of and into statements, `case` inside other statements, statements inside expressions:
// values as without the plugin, and both modes against differences.
// RUN: %clangent++ %{flags} -Wno-everything -O1 %s -o %t && %t | FileCheck %s
#include "Inputs/Differences.h"

#include <clangent/clangent.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

double forwards(double x) {
  double y = x;
  if (x > 1)
    goto end;
  y = y * y;
  y += std::sin(x);
end:
  return y * x;
}
double backwards(double x) {
  int i = 0;
  double y = x;
again:
  y = std::sin(y) + x;
  if (++i < 5)
    goto again;
  return y;
}
double out_of_loops(double x) {
  double sum = 0;
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      sum += x * i * j;
      if (sum > 6 * x)
        goto out;
      if (j == i)
        goto next;
      sum *= 1.1;
    next:;
    }
out:
  return sum * sum;
}
double into_a_loop(double x) {
  double sum = 0;
  int i = 0;
  if (x > 1)
    goto middle;
  for (; i < 4; ++i) {
    sum += x;
  middle:
    sum *= x;
    sum += 1;
  }
  return sum;
}
double into_while(double x) {
  double sum = 1;
  int n = 0;
  goto enter;
  while (sum < 9) {
    sum *= 1 + x;
    if (++n > 7)
      break;
  enter:
    sum += x * x;
    if (n == 2)
      continue;
    sum += 0.1;
  }
  do {
    sum *= x;
  } while (++n < 9);
  return sum;
}
double between_arms(double x) {
  double y = x;
  int n = 0;
  if (x > 1) {
  first:
    y *= x;
    if (++n < 4)
      goto second;
  } else {
    y += 1;
  second:
    y = std::cos(y);
    if (++n < 5)
      goto first;
  }
  return y;
}
double irreducible(double x) {
  double s = x;
  int i = 0;
  if (x > 1)
    goto b;
a:
  s *= x;
  ++i;
b:
  s += x;
  ++i;
  if (i < 6)
    goto a;
  return s;
}
double machine(double x) {
  double s = x;
  int i = 0;
start:
  s *= x;
  if (i++ < 3)
    goto add;
  else
    goto done;
add:
  s += 1;
  if (s < 50)
    goto start;
done:
  return s * s;
}
// What is declared between a label and the jump to it, also by reference, also what has a destructor.
double declares(double x) {
  double sum = 0;
  int n = 0;
again:
  double square = x * x;
  double &alias = square;
  alias += n;
  {
    std::vector<double> v(2, square);
    if (n == 1)
      goto leave;
    v.push_back(x);
    sum += v[1] * v.back();
  }
leave:
  std::vector<double> w{square, x};
  if (++n < 3)
    goto again;
  for (const double each : w)
    sum += each;
  return sum;
}
double counts(double x, const std::string &name) {
  double sum = x;
  unsigned k = 0;
more:
  const std::string part = name.substr(k);
  if (part.empty())
    goto end;
  sum *= part.size() * x;
  ++k;
  goto more;
end:
  return sum;
}
double by_name(double x) { return counts(x, "abc"); }

double duff(double x, int count) {
  double s = 0;
  int trips = (count + 3) / 4;
  switch (count % 4) {
  case 0:
    do {
      s += x * x;
    case 3:
      s = s * x + 1;
    case 2:
      s += std::sin(x);
    case 1:
      s *= 1.1;
    } while (--trips > 0);
  }
  return s;
}
double cases_inside(double x, int k) {
  double s = x;
  switch (k) {
    s = 100 * x; // never reached
    if (x > 0) {
    case 1:
      s += x * x;
      break;
    } else {
    default:
      s = x * x * x;
    }
  case 2 ... 4:
    s *= 3;
    if (x < 1)
      goto seven;
    break;
  case 7:
  seven:
    s += std::exp(x);
  }
  return s;
}
double all_cases(double x) {
  double sum = 0;
  for (int k = 0; k < 9; ++k)
    sum += cases_inside(x, k) * (k + 1) + duff(x, k + 1);
  return sum;
}
double ranges(double x, int k) {
  switch (k) {
  case -3 ... 0:
    return x;
  case 'a' ... 'c':
    return x * x;
  }
  return std::sin(x);
}
double all_ranges(double x) {
  return ranges(x, -4) + 2 * ranges(x, -3) + 3 * ranges(x, 0) + 5 * ranges(x, 1) + 7 * ranges(x, 'b') + 9 * ranges(x, 'd');
}
double in_expressions(double x) {
  const double y = ({
    double t = x;
    for (int i = 0; i < 3; ++i)
      t *= x;
    t + std::sin(t);
  });
  double z = 0;
  ({ z = y * x; });
  return y * z + (x > 1 ? ({ z *= 2; z; }) : ({ x; }));
}
struct Pair {
  double first, second;
};
double literals(double x) {
  const Pair p = (Pair){x, x * x};
  const double number = (double){x};
  double sum = 0;
  for (const double each : (double[]){x, 2 * x, number * x})
    sum += each;
  return p.first * p.second + sum + ((Pair){x, 3}).second;
}
// A label that nothing jumps to; jumps out of a function that is called in a loop, also where it stays a call.
double step(double x, int depth) {
  double s = x;
unused:
  if (depth == 0)
    goto end;
  s += step(x * 0.9, depth - 1);
  if (s > 2)
    goto end;
  s *= x;
end:
  return s * 1.1;
}
double recursive(double x) { return step(x, 4); }

template <auto f> void test(const char *name) {
  for (const double x : {0.7, 1.3}) {
    const double expected = difference(f, x);
    for (int round = 0; round < 2; ++round)
      check(name, clangent::gradient<f>(x), expected);
    const auto forward = clangent::jvp<f>(clangent::dup(x, 1.0));
    check(name, forward.tangent, expected);
    check(name, forward.value, f(x));
  }
}

} // namespace

int main() {
  test<forwards>("forwards");
  test<backwards>("backwards");
  test<out_of_loops>("out_of_loops");
  test<into_a_loop>("into_a_loop");
  test<into_while>("into_while");
  test<between_arms>("between_arms");
  test<irreducible>("irreducible");
  test<machine>("machine");
  test<declares>("declares");
  test<by_name>("by_name");
  test<all_cases>("all_cases");
  test<all_ranges>("all_ranges");
  test<in_expressions>("in_expressions");
  test<literals>("literals");
  test<recursive>("recursive");
  std::printf("failures: %d\n", failures);
}
// CHECK: failures: 0
