// A notebook about computational graphs, cell by cell: evaluate, differentiate, initialise, fit. No graph is recorded
// while it runs; the compiler wrote the derivatives when it compiled this file.
//
// usage: notebook [HISTORY.csv]   writes the loss and the parameters of every step of every fit
// The losses of the last fit are drawn in notebook.svg, in the folder where it is run.
#include "models.h"

#include <clangent/clangent.h>
#include <clangent/tensor/optim.h>
#include <clangent/tensor/parameters.h>
#include <clangent/tensor/train_state.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

namespace notebook {
namespace {

using namespace clangent;

constexpr int step_count = 100;

/// The file that takes every step, or null.
std::unique_ptr<std::FILE, int (*)(std::FILE *)> history(nullptr, std::fclose);
/// The losses of the latest fit, each of whose steps sees all points.
std::vector<train::EpochRecord> losses;

template <class Model> void note_step(const std::string &fit, int step, double loss, Model &model) {
  if (!history)
    return;
  std::fprintf(history.get(), "%s,%d,%.17g", fit.c_str(), step, loss);
  for_each_tensor(model, [](const auto &parameter) {
    for (const auto value : parameter.to_vector())
      std::fprintf(history.get(), ",%.17g", double(value));
  });
  std::fprintf(history.get(), "\n");
}

void evaluate() {
  using Integer = Tensor<std::int64_t>;
  std::cout << "# compute_s(x, y, z) = 2 (x - y) + z of 1, 2, 5\n";
  std::cout << compute_s(Integer(1), Integer(2), Integer(5)) << "\n";
}

void differentiate() {
  std::cout << "\n# its gradient\n";
  const auto [x_bar, y_bar, z_bar] = gradient<compute_s<float>>(Tensor<float>(1), Tensor<float>(2), Tensor<float>(5));
  std::cout << x_bar << "\n" << y_bar << "\n" << z_bar << "\n";
}

/// The adjoint of `name` in a file that the compiler wrote: from its comment to the brace that closes it.
std::string adjoint_in(const std::filesystem::path &path, const std::string &name) {
  std::ifstream stream(path);
  std::string text, line;
  while (std::getline(stream, line)) {
    if (text.empty() && line.rfind("// Adjoint of " + name, 0) != 0)
      continue;
    text += line + "\n";
    if (line == "}")
      return text;
  }
  return "";
}

bool show_adjoint() {
  std::cout << "\n# the adjoint of compute_s, as the compiler wrote it\n";
  for (const auto &entry : std::filesystem::directory_iterator(NOTEBOOK_ADJOINTS)) {
    const std::string text = adjoint_in(entry.path(), "compute_s ");
    if (text.empty())
      continue;
    std::cout << text;
    return true;
  }
  std::cout << "missing in " NOTEBOOK_ADJOINTS "\n";
  return false;
}

void initialise() {
  std::cout << "\n# a 2x3 tensor, seed 1, Xavier\n";
  manual_seed(1);
  auto w = Tensor<float>::empty({2, 3});
  init::xavier_normal_(w);
  std::cout << w << "\n";
}

/// w <- w - gamma * (gradient of the loss at w), a hundred times.
template <class T, class Model, class ValueAndGradient>
void descend(const std::string &name, double gamma, Model &model, const ValueAndGradient &value_and_gradient) {
  optim::Sgd<T> sgd({gamma});
  losses.clear();
  for (int step = 0; step < step_count; ++step) {
    const auto result = value_and_gradient(model);
    const double loss = result.value.item();
    if (step % 20 == 0)
      std::printf("step %3d  loss %.6f\n", step, loss);
    sgd.step(model, result.gradient);
    note_step(name, step, loss, model);
    losses.push_back({step + 1, loss});
    if (step + 1 == step_count)
      std::printf("step %3d  loss %.6f\n", step, loss);
  }
}

struct Points {
  const char *name;
  double gamma;
  bool mean; // of the squares, or their sum
  std::vector<double> x, y;
};

template <class T> void fit_line(const Points &points, const std::string &type) {
  std::cout << "\n# y = a x + b, " << points.name << ", " << type << "\n" << std::flush;
  const std::int64_t count = std::int64_t(points.x.size());
  const Tensor<T> x = Tensor<double>({count}, points.x).to<T>(), y = Tensor<double>({count}, points.y).to<T>();
  Line<T> line{Tensor<T>(T(0)), Tensor<T>(T(0))};
  descend<T>(std::string(points.name) + " " + type, points.gamma, line, [&](const Line<T> &at) {
    return points.mean ? value_and_gradient<mean_of_squares<T>, wrt<0>>(at, x, y)
                       : value_and_gradient<sum_of_squares<T>, wrt<0>>(at, x, y);
  });
  std::printf("a %.4f, b %.4f\n", double(line.a.item()), double(line.b.item()));
}

void fit_lines() {
  const Points fits[] = {
      {"first points",
       0.1,
       true,
       {-1, -0.667, -0.333, 0, 0.333, 0.667, 1, 1.333, 1.667, 2},
       {-3.08, -2.466, -1.691, -0.958, -0.22, 0.345, 0.945, 1.588, 2.409, 3.163}},
      {"second points",
       0.01,
       false,
       {-1, -0.667, -0.333, 0, 0.333, 0.667, 1, 1.333, 1.667, 2},
       {-2.973, -2.457, -1.762, -0.84, -0.314, 0.161, 0.992, 1.55, 2.271, 2.951}},
      {"third points", 0.05, true, {-1, -0.5, 0, 0.5, 1, 1.5, 2}, {3.429, 3.305, 2.994, 2.691, 2.541, 2.333, 1.836}}};
  for (const Points &points : fits) {
    fit_line<double>(points, "f64");
    fit_line<float>(points, "f32");
  }
}

void fit_two_layers(std::uint64_t seed) {
  std::cout << "\n# y = tanh(x W1^T + b1) W2^T + b2, seed " << seed << "\n" << std::flush;
  const Tensor<double> x = linspace<double>(-1, 1.5, 11).reshape({11, 1});
  const Tensor<double> y({11, 1},
                         {-0.6093, -0.6975, -0.5415, -0.1794, 0.3, 0.7794, 1.1415, 1.2975, 1.2093, 0.8985, 0.4411});
  manual_seed(seed);
  auto w1 = Tensor<float>::empty({4, 1}), w2 = Tensor<float>::empty({1, 4});
  init::xavier_normal_(w1);
  init::xavier_normal_(w2);
  TwoLayers net{w1.to<double>(), zeros<double>({4}), w2.to<double>(), zeros<double>({1})};
  descend<double>("two layers " + std::to_string(seed), 0.2, net,
                  [&](const TwoLayers &at) { return value_and_gradient<two_layer_loss, wrt<0>>(at, x, y); });
}

void draw_losses() {
  const std::string path = std::filesystem::absolute("notebook.svg").string();
  train::write_history_svg(path, losses);
  std::cout << "its losses are drawn in " << path << "\n";
}

} // namespace
} // namespace notebook

int main(int count, char **arguments) {
  if (count > 1) {
    notebook::history.reset(std::fopen(arguments[1], "w"));
    if (!notebook::history) {
      std::perror(arguments[1]);
      return 2;
    }
  }
  notebook::evaluate();
  notebook::differentiate();
  const bool shown = notebook::show_adjoint();
  notebook::initialise();
  notebook::fit_lines();
  notebook::fit_two_layers(1);
  notebook::fit_two_layers(42);
  std::fflush(stdout);
  notebook::draw_losses();
  return shown ? 0 : 1;
}
