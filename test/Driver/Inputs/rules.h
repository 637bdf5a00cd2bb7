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
struct Scale {
  double k;
  double of(double x) const { return k * x; }
  [[clangent::adjoint_of("outer::Scale::of")]]
  friend void scale_adjoint(const Scale &self, double x, double y_bar, Scale &self_bar, double &x_bar) {
    self_bar.k += x * y_bar;
    x_bar += self.k * y_bar;
  }
};
struct Rules {
  [[clangent::tangent_of("power")]] static double power_tangent(double x, double x_dot) { return 5 * x * x * x * x * x_dot; }
};
} // namespace outer
