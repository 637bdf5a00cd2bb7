// The steps with this runtime and the adjoints that the compiler writes of plain functions over tensors.
#include "steps.h"

#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <clangent/tensor/optim.h>
#include <clangent/tensor/parameters.h>

#include <memory>

namespace bench {
namespace {

using namespace clangent;
using Floats = Tensor<float>;
using Labels = Tensor<std::int64_t>;
using Layer = init::LayerParameters<float>;

Floats compute_s(const Floats &x, const Floats &y, const Floats &z) { return 2 * (x - y) + z; }

struct Line {
  Floats a, b;
};
Floats line_loss(const Line &line, const Floats &x, const Floats &y) { return mse_loss(line.a * x + line.b, y); }

struct TwoLayers {
  Layer first, last;
};
struct ThreeLayers {
  Layer first, second, last;
};

Floats after(const Layer &layer, const Floats &x) { return linear(x, layer.weight, layer.bias); }
Floats output(const TwoLayers &net, const Floats &x) { return after(net.last, relu(after(net.first, x))); }
Floats output(const ThreeLayers &net, const Floats &x) {
  return after(net.last, relu(after(net.second, relu(after(net.first, x)))));
}
template <class Net> Floats class_loss(const Net &net, const Floats &x, const Labels &y) {
  return cross_entropy(output(net, x), y);
}
template <class Net> Floats square_loss(const Net &net, const Floats &x, const Floats &y) {
  return mse_loss(output(net, x), y);
}

Floats chain(const Floats &x) {
  const Floats c = tanh(x * 2.0f + 1.0f);
  const Floats g = sigmoid(relu(c * x)) - x;
  return sum(square(g) * 0.5f + c);
}

/// A model, its data and its optimiser.
template <class Model, class Target> class Trained {
public:
  Trained(Model model, Floats input, Target target, std::unique_ptr<optim::Optimizer<float>> optimizer)
      : model_(std::move(model)), input_(std::move(input)), target_(std::move(target)),
        optimizer_(std::move(optimizer)), parameters_(optim::parameters<float>(model_)) {}
  Trained(const Trained &) = delete;
  Trained &operator=(const Trained &) = delete;

  /// value_and_gradient of a loss at the model.
  template <class ValueAndGradient> double step(const ValueAndGradient &of) {
    auto result = of(model_, input_, target_);
    for_each_tensor(result.gradient, [this](Floats &bar) { gradients_.push_back(std::move(bar)); });
    optimizer_->step(parameters_, gradients_);
    gradients_.clear();
    return double(result.value.item());
  }

private:
  Model model_;
  Floats input_;
  Target target_;
  std::unique_ptr<optim::Optimizer<float>> optimizer_;
  optim::Parameters<float> parameters_;
  optim::Gradients<float> gradients_;
};

Step regression_step(std::int64_t count) {
  manual_seed(1);
  const Floats x = rand<float>({count});
  const auto trained = std::make_shared<Trained<Line, Floats>>(
      Line{0.0f, 0.0f}, x, x * 3.0f + 1.0f, std::make_unique<optim::Sgd<float>>(optim::SgdOptions{0.1}));
  return [trained] {
    return trained->step([](const Line &line, const Floats &in, const Floats &out) {
      return value_and_gradient<line_loss, wrt<0>>(line, in, out);
    });
  };
}

std::unique_ptr<optim::Optimizer<float>> optimizer_of(const Problem &problem) {
  if (problem.adam)
    return std::make_unique<optim::Adam<float>>(optim::AdamOptions{1e-3});
  return std::make_unique<optim::Sgd<float>>(optim::SgdOptions{1e-2});
}

template <class Net> Step perceptron_step(const Problem &problem, Net net) {
  const Floats input = randn<float>({problem.batch, problem.layers.front()});
  if (problem.kind == Problem::Kind::perceptron_classes) {
    const auto trained = std::make_shared<Trained<Net, Labels>>(
        std::move(net), input, randint(0, problem.layers.back(), {problem.batch}), optimizer_of(problem));
    return [trained] {
      return trained->step([](const Net &at, const Floats &x, const Labels &y) {
        return value_and_gradient<class_loss<Net>, wrt<0>>(at, x, y);
      });
    };
  }
  const auto trained = std::make_shared<Trained<Net, Floats>>(
      std::move(net), input, randn<float>({problem.batch, problem.layers.back()}), optimizer_of(problem));
  return [trained] {
    return trained->step([](const Net &at, const Floats &x, const Floats &y) {
      return value_and_gradient<square_loss<Net>, wrt<0>>(at, x, y);
    });
  };
}

Step perceptron_step(const Problem &problem) {
  manual_seed(1);
  const Layers &sizes = problem.layers;
  if (sizes.size() == 3)
    return perceptron_step(problem,
                           TwoLayers{init::linear<float>(sizes[0], sizes[1]), init::linear<float>(sizes[1], sizes[2])});
  return perceptron_step(problem,
                         ThreeLayers{init::linear<float>(sizes[0], sizes[1]), init::linear<float>(sizes[1], sizes[2]),
                                     init::linear<float>(sizes[2], sizes[3])});
}

} // namespace

Step compiled_step(const Problem &problem) {
  switch (problem.kind) {
  case Problem::Kind::compute_s:
    return [x = Floats(1.0f), y = Floats(2.0f), z = Floats(5.0f)] {
      const auto result = value_and_gradient<compute_s>(x, y, z);
      const auto &[x_bar, y_bar, z_bar] = result.gradient;
      return double(result.value.item()) + double(x_bar.item()) + double(y_bar.item()) + double(z_bar.item());
    };
  case Problem::Kind::regression:
    return regression_step(problem.batch);
  case Problem::Kind::perceptron_mse:
  case Problem::Kind::perceptron_classes:
    return perceptron_step(problem);
  case Problem::Kind::chain:
    manual_seed(1);
    return [x = randn<float>({problem.batch})] {
      const auto result = value_and_gradient<chain>(x);
      return double(result.value.item()) + double(result.gradient.data()[0]);
    };
  }
  return {};
}

} // namespace bench
