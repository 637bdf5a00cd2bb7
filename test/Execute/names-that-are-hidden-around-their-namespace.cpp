// Variables, functions and classes in namespaces without a name may be called like functions of C: what is written behind
// them finds them all the same.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t.out && %t.out
#include "Inputs/Differences.h"

#include <clangent/clangent.h>

#include <cmath>
#include <string>

namespace {

int log = 2;
double y1 = 2;
const double y0[2] = {1, 2};
double &gamma = y1;
std::string rename = "abc";
struct exp {
  double rate;
};
struct Rates {
  exp first;
};
double exp = 3;

double scaled(double x) { return log * x * x * exp; }
double pow(int n, int times = 2) { return n * times; }
double sin(double x, int n) { return n ? x * sin(x, n - 1) : y0[1] + y1; }
double rated(const struct exp &e, double x, int n) { return n ? x * rated(e, x, n - 1) : e.rate; }

double all(double x) {
  gamma += 1;
  y1 -= 1;
  struct exp two {
    2
  };
  Rates rates{{x}};
  rates.first.rate *= x;
  return pow(3) * scaled(x) + static_cast<double>(rename.size()) * x + sin(x, 3) * gamma + rated(two, x, 2) +
         rated(rates.first, x, 1);
}

namespace inner {
namespace {
double exp = 0.5;
double halved(double x) { return exp * x; }
} // namespace
} // namespace inner
double both(double x) { return exp * inner::halved(x) * x; }

} // namespace

int main() {
  for (const double x : {0.7, 1.3}) {
    check("all", clangent::gradient<all>(x), difference(all, x));
    check("all forwards", clangent::jvp<all>(clangent::dup(x, 1.0)).tangent, difference(all, x));
    check("both", clangent::gradient<both>(x), difference(both, x));
    check("scaled", clangent::gradient<scaled>(x), 12 * x);
  }
  return failures != 0;
}
