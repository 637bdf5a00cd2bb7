#pragma once
namespace shapes {
[[clangent::differentiable]] inline double area(double r) { return 3 * r * r; }
[[clangent::differentiable]] double volume(double r, double h);
struct Disc {
  double r;
  [[clangent::differentiable]] double ring(double k) const { return k * r * r; }
};
} // namespace shapes
