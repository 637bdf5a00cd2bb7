// init.json: initialisers, gains, and the parameters of fresh layers.
#include "reference.h"

namespace reference {
namespace {

namespace init = clangent::init;
using clangent::Generator;

double argument(const json &c, const char *name, double otherwise) {
  return option(c.value("args", json::object()), name, otherwise);
}

init::KaimingOptions kaiming_options(const json &c) {
  const json args = c.value("args", json::object());
  init::KaimingOptions options;
  options.a = argument(c, "a", 0);
  const std::string mode = args.value("mode", "fan_in");
  if (mode != "fan_in" && mode != "fan_out")
    throw Mismatch("unknown mode " + mode);
  options.mode = mode == "fan_in" ? init::FanMode::fan_in : init::FanMode::fan_out;
  options.nonlinearity = args.value("nonlinearity", "leaky_relu");
  return options;
}

template <class T> void initialise(const std::string &name, const json &c, Tensor<T> &x, Generator &g) {
  if (name == "uniform_")
    init::uniform_(x, argument(c, "a", 0), argument(c, "b", 1), g);
  else if (name == "normal_")
    init::normal_(x, argument(c, "mean", 0), argument(c, "std", 1), g);
  else if (name == "xavier_uniform_")
    init::xavier_uniform_(x, argument(c, "gain", 1), g);
  else if (name == "xavier_normal_")
    init::xavier_normal_(x, argument(c, "gain", 1), g);
  else if (name == "kaiming_uniform_")
    init::kaiming_uniform_(x, kaiming_options(c), g);
  else if (name == "kaiming_normal_")
    init::kaiming_normal_(x, kaiming_options(c), g);
  else if (name == "trunc_normal_")
    init::trunc_normal_(x, argument(c, "mean", 0), argument(c, "std", 1), argument(c, "a", -2), argument(c, "b", 2), g);
  else if (name == "orthogonal_")
    init::orthogonal_(x, argument(c, "gain", 1), g);
  else if (name == "sparse_")
    init::sparse_(x, argument(c, "sparsity", 0), argument(c, "std", 0.01), g);
  else if (name == "dirac_")
    init::dirac_(x, std::int64_t(argument(c, "groups", 1)));
  else if (name == "eye_")
    init::eye_(x);
  else if (name == "constant_")
    init::constant_(x, T(argument(c, "val", 0)));
  else if (name == "ones_")
    init::ones_(x);
  else if (name == "zeros_")
    init::zeros_(x);
  else
    throw Mismatch("unknown initialiser");
}

// Exact, but for QR, and for normals in double (1 unit in the last place).
template <class T> Tolerance tolerance_of(const json &c) {
  if (c.contains("tol"))
    return {number(c.at("tol")), 1};
  const bool normal = c.at("init").get<std::string>().find("normal_") != std::string::npos || c.at("init") == "sparse_";
  return normal && std::is_same_v<T, double> ? Tolerance{4.5e-16, 0} : Tolerance::exact();
}

void check_initialiser(const json &c) {
  with_float(c.value("dtype", "f32"), [&](auto zero) {
    using T = decltype(zero);
    Generator g;
    g.manual_seed(c.at("seed").get<std::int64_t>());
    const Shape shape = shape_of(c.at("shape"));
    auto x = Tensor<T>::empty(shape);
    initialise(c.at("init").get<std::string>(), c, x, g);
    compare("values", x, flat_tensor<T>(c.at("values"), shape), tolerance_of<T>(c));
  });
}

void check_gain(const json &c) {
  const json parameter = c.value("param", json());
  const double gain = parameter.is_null() ? init::calculate_gain(c.at("nonlinearity"))
                                          : init::calculate_gain(c.at("nonlinearity"), number(parameter));
  compare_numbers("gain", {gain}, {number(c.at("gain"))}, {4e-16, 0});
}

// The parameters of a layer in creation order.
std::vector<Tensor<float>> module_parameters(const std::string &module, const std::vector<double> &args, Generator &g) {
  const auto size = [&](std::size_t i) { return std::int64_t(args.at(i)); };
  if (module == "Linear") {
    const auto p = init::linear<float>(size(0), size(1), g);
    return {p.weight, p.bias};
  }
  if (module == "Conv2d") {
    const auto p = init::conv2d<float>(size(0), size(1), size(2), g);
    return {p.weight, p.bias};
  }
  if (module == "Embedding")
    return {init::embedding<float>(size(0), size(1), g)};
  const int gates = module == "RNN" ? 1 : module == "GRU" ? 3 : module == "LSTM" ? 4 : 0;
  if (gates == 0)
    throw Mismatch("unknown module");
  const auto p = init::recurrent<float>(gates, size(0), size(1), g);
  return {p.weight_ih, p.weight_hh, p.bias_ih, p.bias_hh};
}

void check_module(const json &c) {
  Generator g;
  g.manual_seed(c.at("seed").get<std::int64_t>());
  const auto got = module_parameters(c.at("module"), numbers(c.at("args")), g);
  const json &expected = c.at("params");
  if (got.size() != expected.size())
    throw Mismatch("number of parameters");
  for (std::size_t i = 0; i < got.size(); ++i)
    compare(expected[i].value("name", "parameter"), got[i], read_tensor<float>(expected[i]), Tolerance::exact());
}

} // namespace

void check_init(const json &file, Report &report) {
  int k = 0;
  for (const json &c : file.value("cases", json::array()))
    report.run("init " + std::to_string(k++) + " " + c.value("init", "?"), [&] { check_initialiser(c); });
  for (const json &c : file.value("gains", json::array()))
    report.run("gain " + c.value("nonlinearity", "?"), [&] { check_gain(c); });
  for (const json &c : file.value("module_defaults", json::array()))
    report.run("module " + c.value("module", "?"), [&] { check_module(c); });
}

} // namespace reference
