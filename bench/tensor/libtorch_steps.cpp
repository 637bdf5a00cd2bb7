// The same steps with libtorch and its recorded graph.
#include "steps.h"

#include <torch/torch.h>

#include <memory>

namespace bench {
namespace {

using torch::Tensor;

Tensor parameter(double value) { return torch::tensor(float(value), torch::requires_grad()); }

Step compute_s_step() {
  return [x = parameter(1), y = parameter(2), z = parameter(5)] {
    const Tensor s = 2 * (x - y) + z;
    for (const Tensor &leaf : {x, y, z})
      leaf.mutable_grad() = Tensor();
    s.backward();
    return s.item<double>() + x.grad().item<double>() + y.grad().item<double>() + z.grad().item<double>();
  };
}

Step regression_step(std::int64_t count) {
  torch::manual_seed(1);
  const Tensor x = torch::rand({count}), target = 3 * x + 1;
  const Tensor a = parameter(0), b = parameter(0);
  const auto sgd = std::make_shared<torch::optim::SGD>(std::vector<Tensor>{a, b}, 0.1);
  return [=] {
    sgd->zero_grad();
    const Tensor loss = torch::mse_loss(a * x + b, target);
    loss.backward();
    sgd->step();
    return loss.item<double>();
  };
}

Step perceptron_step(const Problem &problem) {
  torch::manual_seed(1);
  torch::nn::Sequential model;
  const std::size_t count = problem.layers.size() - 1;
  for (std::size_t k = 0; k < count; ++k) {
    model->push_back(torch::nn::Linear(problem.layers[k], problem.layers[k + 1]));
    if (k + 1 < count)
      model->push_back(torch::nn::ReLU());
  }
  const Tensor x = torch::randn({problem.batch, problem.layers.front()});
  const bool classes = problem.kind == Problem::Kind::perceptron_classes;
  const Tensor target = classes ? torch::randint(0, problem.layers.back(), {problem.batch}, torch::kLong)
                                : torch::randn({problem.batch, problem.layers.back()});
  std::shared_ptr<torch::optim::Optimizer> optimizer;
  if (problem.adam)
    optimizer = std::make_shared<torch::optim::Adam>(model->parameters(), torch::optim::AdamOptions(1e-3));
  else
    optimizer = std::make_shared<torch::optim::SGD>(model->parameters(), 1e-2);
  return [=]() mutable {
    optimizer->zero_grad();
    const Tensor y = model->forward(x);
    const Tensor loss = classes ? torch::cross_entropy_loss(y, target) : torch::mse_loss(y, target);
    loss.backward();
    optimizer->step();
    return loss.item<double>();
  };
}

Step chain_step(std::int64_t count) {
  torch::manual_seed(1);
  const Tensor x = torch::randn({count}).requires_grad_();
  return [x] {
    x.mutable_grad() = Tensor();
    const Tensor c = torch::tanh(x * 2 + 1);
    const Tensor g = torch::sigmoid(torch::relu(c * x)) - x;
    const Tensor total = (torch::square(g) * 0.5 + c).sum();
    total.backward();
    return total.item<double>() + x.grad()[0].item<double>();
  };
}

} // namespace

Step libtorch_step(const Problem &problem) {
  switch (problem.kind) {
  case Problem::Kind::compute_s:
    return compute_s_step();
  case Problem::Kind::regression:
    return regression_step(problem.batch);
  case Problem::Kind::perceptron_mse:
  case Problem::Kind::perceptron_classes:
    return perceptron_step(problem);
  case Problem::Kind::chain:
    return chain_step(problem.batch);
  }
  return {};
}

void libtorch_use_one_thread() {
  torch::set_num_threads(1);
  torch::set_num_interop_threads(1);
}

} // namespace bench
