// An annotated function's f_adjoint and f_tangent serve the code after it.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include <clangent/clangent.h>
extern "C" int printf(const char *, ...);


namespace physics {
CLANGENT_DIFFERENTIABLE double energy(double m, double v) { return m * v * v / 2; }

double momentum(double m, double v) {
  double m_bar = 0, v_bar = 0;
  energy_adjoint(m, v, 1.0, m_bar, v_bar);
  return v_bar;
}
} // namespace physics

int main() {
  double m_bar = 1, v_bar = 0, dot = 0;
  const double value = physics::energy_adjoint(2.0, 3.0, 10.0, m_bar, v_bar);
  printf("%g: %g %g\n", value, m_bar, v_bar);
  const double again = physics::energy_tangent(2.0, 3.0, 0.0, 1.0, dot);
  printf("%g: %g\n", again, dot);
  printf("%g\n", physics::momentum(4, 5));
}

// CHECK: 9: 46 60
// CHECK-NEXT: 9: 6
// CHECK-NEXT: 20
