// The gradient of a function of three numbers, in reverse and in forward mode.

#include <clangent/clangent.h>

#include <cstdio>

double compute_s(double x, double y, double z) { return 2 * (x - y) + z; }

int main() {
  const auto [dx, dy, dz] = clangent::gradient<compute_s>(1.0, 2.0, 5.0);
  std::printf("s = %g, ds/dx = %g, ds/dy = %g, ds/dz = %g\n", compute_s(1, 2, 5), dx, dy, dz);

  const auto along_x = clangent::jvp<compute_s>(clangent::dup(1.0, 1.0), 2.0, 5.0);
  std::printf("s = %g, along x: %g\n", along_x.value, along_x.tangent);

  const bool right = dx == 2 && dy == -2 && dz == 1 && along_x.value == 3 && along_x.tangent == 2;
  return right ? 0 : 1;
}
