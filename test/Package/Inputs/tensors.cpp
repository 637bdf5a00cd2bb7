#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <clangent/tensor/files.h>
#include <cstdio>

double loss(const clangent::Tensor<double> &x) { return sum(matmul(x, x)).item(); }

// The gradient of the sum of x x is 1 x' + x' 1; written and read again.
int main(int, char **arguments) {
  const auto x = clangent::tensor<double>({1.0, 2.0, 3.0, 4.0}).reshape({2, 2});
  clangent::save_npz(arguments[1], {{"x_bar", clangent::gradient<loss>(x)}});
  for (const double value : clangent::typed<double>(clangent::load_npz(arguments[1]).at("x_bar")).to_vector())
    std::printf("%g ", value);
}
