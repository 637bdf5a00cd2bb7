#include <clangent/clangent.h>
#include <cmath>

namespace {

CLANGENT_INACTIVE int level(double x) { return x > 0 ? 1 : 2; }

double model(double x) { return level(x) * std::sin(x); }

} // namespace

CLANGENT_DIFFERENTIABLE double area(double width, double height) { return width * height; }
CLANGENT_DECLARE_DERIVATIVES(area);

double second(double x);

int main() {
  double width_bar = 0, height_bar = 0;
  area_adjoint(2, 3, 1, width_bar, height_bar);
  return clangent::gradient<model>(width_bar) + second(height_bar) > 3 ? 0 : 1;
}
