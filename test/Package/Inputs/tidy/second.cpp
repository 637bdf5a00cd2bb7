#include <clangent/clangent.h>

namespace {

CLANGENT_DIFFERENTIABLE double square(double x) { return x * x; }
CLANGENT_DECLARE_DERIVATIVES(square);

} // namespace

double second(double x);
double second(double x) {
  double dot = 0;
  square_tangent(x, 1, dot);
  return dot + clangent::jvp<square>(clangent::dup(x, 1.0)).tangent;
}
