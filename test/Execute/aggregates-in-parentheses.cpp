// Objects and arrays whose parts are written in parentheses, T(a, b), by the program and by the library (C++20), and unions
// whose list names a member: in both modes, against differences.
// RUN: %clangent++ %{flags} -std=c++20 -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -std=c++20 -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <memory>
#include <optional>
#include <vector>

struct Base {
  double u;
};
struct Part : Base {
  double a, b = 2;
  int n;
};
struct Link {
  double x;
  std::unique_ptr<Link> next;
};
struct Row {
  double values[3];
  std::vector<double> more;
};

double with_bases_and_defaults(double x, double y) {
  const Part p(Base(x * y), y * y), q(Base{x}, y, x * x, 3);
  return p.u * p.a * p.b * (1 + p.n) + q.u * q.a * q.b * q.n;
}
double arrays(double x, double y) {
  double written[3](x * y, x);
  double *block = new double[4](x, y * y);
  Part parts[2](Part(Base(x), y), Part(Base(y), x * x, x, 2));
  const double sum = written[0] * written[1] + written[2] + block[0] * block[1] + block[3] + parts[1].u * parts[1].b;
  delete[] block;
  return sum + parts[0].a * parts[1].n;
}
double made_by_the_library(double x, double y) {
  std::unique_ptr<Link> first;
  for (int i = 1; i < 4; ++i)
    first = std::make_unique<Link>(x * i + y, std::move(first));
  std::vector<Part> parts;
  parts.emplace_back(Base(x), y);
  parts.emplace_back(Base(y * y), x, y, 2);
  std::optional<Part> perhaps;
  perhaps.emplace(Base(x), x * y);
  const auto shared = std::make_shared<Part>(Base(y), x * x);
  double sum = parts[0].a * parts[1].b * perhaps->a + shared->u * shared->a;
  for (const Link *link = first.get(); link; link = link->next.get())
    sum += link->x * link->x;
  return sum;
}
double with_memory_of_its_own(double x, double y) {
  Row row({x, y}, std::vector<double>(2, x * y));
  row.more.push_back(y * y);
  const Row copy(row);
  row.values[2] = copy.more[2] * copy.values[0];
  return row.values[2] * row.more[0] * copy.values[1];
}
struct Nothing {};
union Perhaps {
  Nothing nothing;
  double value;
};
double named_members_of_unions(double x, double y) {
  const Perhaps one{.value = x * y};
  Perhaps other{Nothing()};
  other.value = y * y;
  return one.value * one.value * other.value;
}
int main() {
  BOTH_MODES(with_bases_and_defaults);
  BOTH_MODES(arrays);
  BOTH_MODES(made_by_the_library);
  BOTH_MODES(with_memory_of_its_own);
  BOTH_MODES(named_members_of_unions);
  return told();
}
