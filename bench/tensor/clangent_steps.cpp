// The steps with this runtime. The reverse sweep is written out rule by rule, in the order in which a generated
// adjoint calls them.
#include "steps.h"

#include <clangent/tensor.h>
#include <clangent/tensor/optim.h>

#include <memory>

namespace bench {
namespace {

using namespace clangent;
using Floats = Tensor<float>;

/// The bar of a plain number that is not differentiated.
float *const inactive = nullptr;

Step compute_s_step() {
  return [x = Floats(1.0f), y = Floats(2.0f), z = Floats(5.0f)] {
    const Floats difference = sub(x, y);
    const Floats twice = mul_scalar(difference, 2.0f);
    const Floats s = add(twice, z);
    Floats twice_bar, difference_bar, x_bar, y_bar, z_bar;
    add_adjoint(twice.shape(), z.shape(), 1.0f, Floats(1.0f), twice_bar, z_bar);
    mul_scalar_adjoint(difference, 2.0f, twice_bar, difference_bar, inactive);
    sub_adjoint(x.shape(), y.shape(), 1.0f, difference_bar, x_bar, y_bar);
    return double(s.item()) + double(x_bar.item()) + double(y_bar.item()) + double(z_bar.item());
  };
}

Step regression_step(std::int64_t count) {
  manual_seed(1);
  const Floats x = rand<float>({count}), target = add_scalar(mul_scalar(x, 3.0f), 1.0f);
  struct State {
    Floats a = Floats(0.0f), b = Floats(0.0f);
    optim::Sgd<float> sgd{{0.1}};
    optim::Parameters<float> parameters{&a, &b};
    optim::Gradients<float> gradients = optim::Gradients<float>(2);
  };
  return [x, target, state = std::make_shared<State>()] {
    auto &[a, b, sgd, parameters, gradients] = *state;
    const Floats scaled = mul(a, x), y = add(scaled, b), loss = mse_loss(y, target);
    Floats y_bar, scaled_bar;
    mse_loss_adjoint(y, target, Reduction::mean, Floats(1.0f), y_bar, nullptr);
    add_adjoint(scaled.shape(), b.shape(), 1.0f, y_bar, scaled_bar, gradients[1]);
    mul_adjoint(a, x, scaled_bar, gradients[0], nullptr);
    sgd.step(parameters, gradients);
    for (Floats &g : gradients)
      g = {};
    return double(loss.item());
  };
}

/// A multilayer perceptron with rectified linear units.
class Perceptron {
public:
  Perceptron(const Problem &problem) : classes_(problem.kind == Problem::Kind::perceptron_classes) {
    manual_seed(1);
    for (std::size_t k = 0; k + 1 < problem.layers.size(); ++k)
      layers_.push_back(init::linear<float>(problem.layers[k], problem.layers[k + 1]));
    input_ = randn<float>({problem.batch, problem.layers.front()});
    if (classes_)
      labels_ = randint(0, problem.layers.back(), {problem.batch});
    else
      target_ = randn<float>({problem.batch, problem.layers.back()});
    if (problem.adam)
      optimizer_ = std::make_unique<optim::Adam<float>>(optim::AdamOptions{1e-3});
    else
      optimizer_ = std::make_unique<optim::Sgd<float>>(optim::SgdOptions{1e-2});
    for (auto &layer : layers_) {
      parameters_.push_back(&layer.weight);
      parameters_.push_back(&layer.bias);
    }
    gradients_.resize(parameters_.size());
    before_.resize(layers_.size());
    after_.resize(layers_.size());
  }

  double step() {
    const std::size_t last = layers_.size() - 1;
    for (std::size_t k = 0; k <= last; ++k) {
      before_[k] = linear(k == 0 ? input_ : after_[k - 1], layers_[k].weight, layers_[k].bias);
      if (k < last)
        after_[k] = relu(before_[k]);
    }
    Floats y_bar, loss;
    if (classes_) {
      loss = cross_entropy(before_[last], labels_);
      cross_entropy_adjoint(before_[last], labels_, {}, Floats(1.0f), y_bar);
    } else {
      loss = mse_loss(before_[last], target_);
      mse_loss_adjoint(before_[last], target_, Reduction::mean, Floats(1.0f), y_bar, nullptr);
    }
    reverse(std::move(y_bar));
    optimizer_->step(parameters_, gradients_);
    for (Floats &g : gradients_)
      g = {};
    return double(loss.item());
  }

private:
  void reverse(Floats y_bar) {
    for (std::size_t k = layers_.size(); k-- > 0;) {
      Floats &weight_bar = gradients_[2 * k], &bias_bar = gradients_[2 * k + 1];
      if (k == 0) {
        linear_adjoint(input_, layers_[k].weight, layers_[k].bias.shape(), y_bar, nullptr, weight_bar, bias_bar);
        return;
      }
      Floats after_bar, before_bar;
      linear_adjoint(after_[k - 1], layers_[k].weight, layers_[k].bias.shape(), y_bar, after_bar, weight_bar, bias_bar);
      relu_adjoint(before_[k - 1], after_bar, before_bar);
      y_bar = std::move(before_bar);
    }
  }

  bool classes_;
  std::vector<init::LayerParameters<float>> layers_;
  Floats input_, target_;
  Tensor<std::int64_t> labels_;
  std::unique_ptr<optim::Optimizer<float>> optimizer_;
  optim::Parameters<float> parameters_;
  optim::Gradients<float> gradients_;
  std::vector<Floats> before_, after_;
};

/// sum(0.5 (sigmoid(relu(tanh(2 x + 1) x)) - x)^2 + tanh(2 x + 1)), and its gradient.
double chain(const Floats &x) {
  const Floats c = tanh(add_scalar(mul_scalar(x, 2.0f), 1.0f));
  const Floats d = mul(c, x);
  const Floats f = sigmoid(relu(d));
  const Floats g = sub(f, x);
  const Floats total = sum(add(mul_scalar(square(g), 0.5f), c));
  Floats j_bar, h_bar, c_bar, i_bar, g_bar, f_bar, e_bar, d_bar, b_bar, a_bar, x_bar;
  sum_adjoint(x.shape(), {}, Floats(1.0f), j_bar);
  add_adjoint(x.shape(), x.shape(), 1.0f, j_bar, i_bar, c_bar);
  mul_scalar_adjoint(g, 0.5f, i_bar, h_bar, inactive);
  square_adjoint(g, h_bar, g_bar);
  sub_adjoint(x.shape(), x.shape(), 1.0f, g_bar, f_bar, x_bar);
  sigmoid_adjoint(f, f_bar, e_bar);
  relu_adjoint(d, e_bar, d_bar);
  mul_adjoint(c, x, d_bar, c_bar, x_bar);
  tanh_adjoint(c, c_bar, b_bar);
  add_scalar_adjoint(b_bar, a_bar, inactive);
  mul_scalar_adjoint(x, 2.0f, a_bar, x_bar, inactive);
  return double(total.item()) + double(x_bar.data()[0]);
}

} // namespace

Step clangent_step(const Problem &problem) {
  switch (problem.kind) {
  case Problem::Kind::compute_s:
    return compute_s_step();
  case Problem::Kind::regression:
    return regression_step(problem.batch);
  case Problem::Kind::perceptron_mse:
  case Problem::Kind::perceptron_classes: {
    const auto model = std::make_shared<Perceptron>(problem);
    return [model] { return model->step(); };
  }
  case Problem::Kind::chain: {
    manual_seed(1);
    return [x = randn<float>({problem.batch})] { return chain(x); };
  }
  }
  return {};
}

} // namespace bench
