// Walks over the tensors of a class end where it holds a list of itself, directly or through other classes; what holds it in
// a way that is not looked into is refused.
// REQUIRES: runtime
// RUN: %clangent++ %{flags} -O0 %s %{runtime} -o %t && %t | FileCheck %s
// RUN: not %clangent++ %{flags} -DOWNED -fsyntax-only %s 2>&1 | FileCheck --check-prefix=OWNED %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <clangent/tensor/optim.h>
#include <clangent/tensor/train.h>

#include <cstdio>
#include <memory>
#include <vector>

using clangent::Tensor;

struct Tree {
  Tensor<double> weight;
  std::vector<Tree> children;
};

struct Node;
struct Branch {
  std::vector<Node> nodes;
  Tensor<double> bias;
};
struct Node {
  Tensor<double> weight;
  Branch branch;
};

#ifdef OWNED
struct Chain {
  Tensor<double> weight;
  std::unique_ptr<Chain> next;
};
// OWNED: error: static assertion failed{{.*}}tensors of a class with constructors or private members
void refused(Chain &chain) {
  clangent::for_each_tensor(chain, [](const auto &) {});
}
#endif

template <class Model> void show(Model model) {
  int count = 0;
  double total = 0;
  clangent::for_each_tensor(model, [&](const auto &x) { ++count, total += clangent::sum(x).item(); });
  clangent::optim::SgdOptions options;
  options.lr = 0.5;
  clangent::optim::Sgd<double> sgd(options);
  sgd.step(model, Model(model)); // halves all
  double after = 0;
  clangent::for_each_tensor(model, [&](const auto &x) { after += clangent::sum(x).item(); });
  std::printf("%d %g %g\n", count, total, after);
}

int main() {
  const auto ones = [](double v) { return Tensor<double>({2}, {v, v}); };
  show(Tree{ones(1), {Tree{ones(2), {}}, Tree{ones(3), {Tree{ones(4), {}}}}}});
  // CHECK: 4 20 10
  show(Node{ones(1), Branch{{Node{ones(2), Branch{{}, ones(3)}}}, ones(5)}});
  // CHECK-NEXT: 4 22 11
}
