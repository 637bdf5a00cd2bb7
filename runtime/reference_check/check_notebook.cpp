// notebook.json: compute_s, the linear fits, the two-layer network.
#include "reference.h"

#include <clangent/tensor/optim.h>

#include <cmath>

namespace reference {
namespace {

using namespace clangent;

// Trajectories may drift apart by rounding: tenfold every 20 steps.
template <class T> Tolerance drift(std::size_t step) {
  const double first = std::is_same_v<T, float> ? 2e-6 : 1e-12;
  return {first * std::pow(10.0, double(step) / 20), 0.1};
}

void check_compute_s(const json &c) {
  const std::vector<double> xyz = numbers(c.at("xyz"));
  const Tensor<double> x(xyz.at(0)), y(xyz.at(1)), z(xyz.at(2));
  const Tensor<double> s = 2 * (x - y) + z;
  compare_numbers("s", {s.item()}, {number(c.at("s"))}, {1e-12, 0});
  const Tensor<double> s_bar(1.0);
  Tensor<double> x_bar, y_bar, z_bar, sum_bar, difference_bar;
  add_adjoint(s.shape(), z.shape(), 1.0, s_bar, sum_bar, z_bar);
  mul_scalar_adjoint(x - y, 2.0, sum_bar, difference_bar, static_cast<double *>(nullptr));
  sub_adjoint(x.shape(), y.shape(), 1.0, difference_bar, x_bar, y_bar);
  compare_numbers("gradient", {x_bar.item(), y_bar.item(), z_bar.item()}, numbers(c.at("grad")), {1e-12, 0});
}

// L = sum or mean of (y - (a x + b))^2, and its gradient in a and b.
template <class T> struct LineLoss { Tensor<T> loss, a_bar, b_bar; };
template <class T>
LineLoss<T> line_loss(const Tensor<T> &a, const Tensor<T> &b, const Tensor<T> &x, const Tensor<T> &y,
                      Reduction reduction) {
  LineLoss<T> r;
  const Tensor<T> scaled = a * x, fitted = scaled + b;
  r.loss = mse_loss(fitted, y, reduction);
  Tensor<T> fitted_bar, scaled_bar;
  mse_loss_adjoint(fitted, y, reduction, Tensor<T>(T(1)), fitted_bar, nullptr);
  add_adjoint(scaled.shape(), b.shape(), T(1), fitted_bar, scaled_bar, r.b_bar);
  mul_adjoint(a, x, scaled_bar, r.a_bar, nullptr);
  return r;
}

template <class T> void check_fit(const json &c) {
  const auto x = flat_tensor<T>(c.at("x"), {std::int64_t(c.at("x").size())});
  const auto y = flat_tensor<T>(c.at("y"), {std::int64_t(c.at("y").size())});
  const std::string name = c.at("loss_reduction");
  if (name != "sum" && name != "mean")
    throw Mismatch("unknown reduction " + name);
  const Reduction reduction = name == "sum" ? Reduction::sum : Reduction::mean;
  Tensor<T> a(T(number(c.at("start").at(0)))), b(T(number(c.at("start").at(1))));
  optim::SgdOptions options;
  options.lr = number(c.at("gamma"));
  optim::Sgd<T> sgd(options);
  for (std::size_t k = 0; k < c.at("loss").size(); ++k) {
    const LineLoss<T> r = line_loss(a, b, x, y, reduction);
    compare_numbers("loss " + std::to_string(k), {double(r.loss.item())}, {number(c.at("loss")[k])}, drift<T>(k));
    if (k == 0)
      compare_numbers("first gradient", {double(r.a_bar.item()), double(r.b_bar.item())}, numbers(c.at("grad_first")),
                      drift<T>(k));
    sgd.step({&a, &b}, {r.a_bar, r.b_bar});
    compare_numbers("parameters " + std::to_string(k), {double(a.item()), double(b.item())},
                    numbers(c.at("params").at(k)), drift<T>(k));
  }
}

struct TwoLayer {
  Tensor<double> w1, b1, w2, b2;
};

// tanh(x W1^T + b1) W2^T + b2 against y in mean square.
double two_layer_loss(const TwoLayer &m, const Tensor<double> &x, const Tensor<double> &y, TwoLayer &bar) {
  const Tensor<double> before = linear(x, m.w1, m.b1), hidden = tanh(before);
  const Tensor<double> fitted = linear(hidden, m.w2, m.b2);
  Tensor<double> fitted_bar, hidden_bar, before_bar;
  mse_loss_adjoint(fitted, y, Reduction::mean, Tensor<double>(1.0), fitted_bar, nullptr);
  linear_adjoint(hidden, m.w2, m.b2.shape(), fitted_bar, hidden_bar, bar.w2, bar.b2);
  tanh_adjoint(hidden, hidden_bar, before_bar);
  linear_adjoint(x, m.w1, m.b1.shape(), before_bar, nullptr, bar.w1, bar.b1);
  return mse_loss(fitted, y).item();
}

// xavier_normal_ in float, widened; biases zero.
TwoLayer fresh_two_layer(std::int64_t seed, const json &init) {
  Generator g;
  g.manual_seed(seed);
  const auto drawn = [&](const json &like) {
    auto w = Tensor<float>::empty(shape_of(like.at("s")));
    init::xavier_normal_(w, 1, g);
    return w.to<double>();
  };
  TwoLayer m;
  m.w1 = drawn(init.at(0));
  m.b1 = Tensor<double>::zeros(shape_of(init.at(1).at("s")));
  m.w2 = drawn(init.at(2));
  m.b2 = Tensor<double>::zeros(shape_of(init.at(3).at("s")));
  return m;
}

void check_two_layer(const json &c) {
  const auto x = read_tensor<double>(c.at("x")), y = read_tensor<double>(c.at("y"));
  TwoLayer m = fresh_two_layer(c.at("seed"), c.at("init"));
  const auto parts = [&] { return std::vector<Tensor<double> *>{&m.w1, &m.b1, &m.w2, &m.b2}; };
  for (std::size_t i = 0; i < 4; ++i)
    compare("init " + std::to_string(i), *parts()[i], read_tensor<double>(c.at("init").at(i)), Tolerance::exact());
  optim::SgdOptions options;
  options.lr = number(c.at("gamma"));
  optim::Sgd<double> sgd(options);
  for (std::size_t k = 0; k < c.at("loss").size(); ++k) {
    TwoLayer bar;
    const double loss = two_layer_loss(m, x, y, bar);
    compare_numbers("loss " + std::to_string(k), {loss}, {number(c.at("loss")[k])}, drift<double>(k));
    sgd.step(parts(), {bar.w1, bar.b1, bar.w2, bar.b2});
  }
  for (std::size_t i = 0; i < 4; ++i)
    compare("final " + std::to_string(i), *parts()[i], read_tensor<double>(c.at("final").at(i)),
            drift<double>(c.at("loss").size()));
}

} // namespace

void check_notebook(const json &file, Report &report) {
  for (const json &c : file.value("compute_s", json::array()))
    report.run("compute_s", [&] { check_compute_s(c); });
  int k = 0;
  for (const json &c : file.value("linear_fits", json::array()))
    report.run("linear fit " + std::to_string(k++),
               [&] { with_float(c.value("dtype", "f64"), [&](auto zero) { check_fit<decltype(zero)>(c); }); });
  for (const json &c : file.value("two_layer", json::array()))
    report.run("two layers, seed " + c.at("seed").dump(), [&] { check_two_layer(c); });
}

} // namespace reference
