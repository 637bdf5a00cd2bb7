// Questions to objects of the standard library that hold nothing to differentiate: comparisons, sizes, searches. They are
// asked where the function asks them, of what the object holds then.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>

#include <cstdio>
#include <map>
#include <set>
#include <string>

struct Config {
  std::string kind;
  std::map<std::string, double> table;
  std::set<int> chosen;
};

double model(double x, const std::string &name, const Config &config) {
  double r = x;
  if (name == "square")
    r *= x;
  if ("cube" != name && name.size() > 3)
    r *= 2;
  if (config.kind == name)
    r *= 3;
  if (!config.kind.empty())
    r *= 5;
  if (config.table.count("rate"))
    r *= x;
  if (name < config.kind)
    r *= 11;
  for (int i = 0; i < 4; ++i)
    if (config.chosen.count(i))
      r *= x;
  if (name.find("qu") != std::string::npos)
    r *= 13;
  if (name.compare(0, 3, "squ") == 0)
    r *= 17;
  return r;
}

void show(const std::string &name, const Config &config) {
  const double h = 1e-4, x = 1.25;
  const double slope = clangent::gradient<model, clangent::wrt<0>>(x, name, config);
  const double estimate = (model(x + h, name, config) - model(x - h, name, config)) / (2 * h);
  const double error = (slope - estimate) / (1 + slope * slope);
  std::printf("%s: %s\n", name.c_str(), error < 1e-5 && error > -1e-5 && slope != 0 ? "agrees" : "differs");
}

int main() {
  const Config full{"square", {{"rate", 1.0}}, {1, 3, 7}}, empty{};
  show("square", full);
  show("cube", full);
  show("square", empty);
  show("", empty);
  // CHECK: square: agrees
  // CHECK-NEXT: cube: agrees
  // CHECK-NEXT: square: agrees
  // CHECK-NEXT: : agrees
}
