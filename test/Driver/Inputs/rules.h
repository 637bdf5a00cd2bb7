#include <clangent/clangent.h>
#include <clangent/tensor.h>

double power(double x);
namespace outer {
extern "C++" {
inline namespace inner {
template <class Real> [[clangent::adjoint_of("power")]] void power_adjoint(Real x, Real y_bar, Real &x_bar) {
  x_bar += 5 * x * x * x * x * y_bar;
}
} // namespace inner
}
struct Rules {
  [[clangent::tangent_of("power")]] static double power_tangent(double x, double x_dot) { return 5 * x * x * x * x * x_dot; }
};
} // namespace outer
