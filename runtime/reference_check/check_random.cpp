// rng.json: every case starts from a freshly seeded generator.
#include "reference.h"

#include <algorithm>

namespace reference {
namespace {

using clangent::Generator;

// Seeds are decimal strings from -2^63 to 2^64 - 1.
void seed_with(Generator &generator, const json &seed) {
  const std::string text = seed.is_string() ? seed.get<std::string>() : seed.dump();
  if (!text.empty() && text[0] == '-')
    generator.manual_seed(std::stoll(text));
  else
    generator.manual_seed(std::stoull(text));
}

template <class T> void expect(const Tensor<T> &got, const json &values, Tolerance tolerance) {
  compare("values", got.flatten(), flat_tensor<T>(values, {std::int64_t(values.size())}), tolerance);
}

// Normals in double depend on the C library: 1 unit in the last place.
template <class T> Tolerance normal_tolerance() {
  return std::is_same_v<T, double> ? Tolerance{2.3e-16, 0} : Tolerance::exact();
}

void check_words(const json &c, Generator &g) {
  std::size_t next = 0;
  const json &values = c.at("values");
  const json index = c.value("index", json::array());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t wanted = index.empty() ? i : index[i].get<std::size_t>();
    std::uint32_t word = 0;
    for (; next <= wanted; ++next)
      word = g.word();
    if (word != values[i].get<std::uint32_t>())
      throw Mismatch("word " + std::to_string(wanted) + " is " + std::to_string(word) + ", expected " +
                     values[i].dump());
  }
}

template <class T> void check_uniform(const json &c, Generator &g) {
  const double a = number(c.at("a")), b = number(c.at("b"));
  const json &values = c.at("values");
  auto x = Tensor<T>::empty({c.at("n").get<std::int64_t>()});
  uniform_(x, a, b, g);
  expect(x, values, Tolerance::exact());
  for (std::int64_t m = 1; c.value("prefixes", false) && m <= 40 && m < x.numel(); ++m) {
    auto prefix = Tensor<T>::empty({m});
    seed_with(g, c.at("seed"));
    uniform_(prefix, a, b, g);
    compare("prefix", prefix, x.slice(0, 0, m), Tolerance::exact());
  }
}

template <class T> void check_normal(const json &c, Generator &g) {
  const double mean = number(c.at("mean")), std = number(c.at("std"));
  auto x = Tensor<T>::empty({c.at("n").get<std::int64_t>()});
  normal_(x, mean, std, g);
  expect(x, c.at("values"), normal_tolerance<T>());
  for (std::int64_t m = 1; c.value("prefixes", false) && m < x.numel(); ++m) {
    auto prefix = Tensor<T>::empty({m});
    seed_with(g, c.at("seed"));
    normal_(prefix, mean, std, g);
    compare("prefix", prefix, x.slice(0, 0, m), Tolerance::exact());
  }
}

// A dense tensor with permuted strides, and its elements in memory order.
template <class T> void check_noncontiguous(const json &c, Generator &g) {
  const Shape shape = shape_of(c.at("shape")), strides = shape_of(c.at("strides"));
  const auto memory = Tensor<T>::empty({clangent::count_elements(shape)});
  Tensor<T> x = memory.view_as(shape, strides, 0);
  normal_(x, option(c, "mean", 0), option(c, "std", 1), g);
  if (x.strides() != strides)
    throw Mismatch("the layout was changed");
  expect(x.view_as({x.numel()}, {1}, 0), c.at("memory_order_values"), normal_tolerance<T>());
}

template <class T> void check_dropout(const json &c, Generator &g) {
  const auto x = flat_tensor<T>(c.at("x"), {std::int64_t(c.at("x").size())});
  expect(dropout(x, number(c.at("p")), true, g), c.at("values"), Tolerance::exact());
}

// Draws a mask of p = 0.5. A case wants the draws themselves, 0 and 1, or the factors of dropout, 0 and 2, and says so
// by its largest number.
template <class T> Tensor<T> mask_like(const json &values, std::int64_t n, Generator &g) {
  const double p = 0.5;
  const std::vector<double> wanted = numbers(values);
  const bool draws = wanted.empty() || *std::max_element(wanted.begin(), wanted.end()) <= 1;
  const auto factors = clangent::dropout_mask<T>({n}, p, g);
  return draws ? factors * T(1 - p) : factors;
}

// One call of a sequence; the values it gave.
template <class T> Tensor<T> sequence_call(const std::string &op, std::int64_t n, const json &values, Generator &g) {
  auto x = Tensor<T>::empty({n});
  if (op == "random_") {
    random_(x, g);
    return x;
  }
  if (op == "bernoulli_scalar") {
    bernoulli_(x, 0.5, g);
    return x;
  }
  if constexpr (std::is_floating_point_v<T>) {
    if (op == "normal_")
      normal_(x, 0, 1, g);
    else if (op == "uniform_")
      uniform_(x, 0, 1, g);
    else if (op == "dropout_mask")
      x = mask_like<T>(values, n, g);
    else
      throw Mismatch("unknown call " + op);
    return x;
  } else {
    throw Mismatch("unknown call " + op);
  }
}

void check_sequence(const json &c, Generator &g) {
  const json &calls = c.at("calls");
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const std::string op = calls[i][0];
    const std::int64_t n = calls[i][2];
    const json &values = c.at("values")[i];
    if (op == "manual_seed")
      g.manual_seed(n);
    else if (op == "randperm")
      expect(clangent::randperm(n, g), values, Tolerance::exact());
    else
      with_type(calls[i][1].get<std::string>(), [&](auto zero) {
        using T = decltype(zero);
        expect(sequence_call<T>(op, n, values, g), values, normal_tolerance<T>());
      });
  }
}

template <class T> void check_typed(const std::string &op, const json &c, Generator &g) {
  const json &values = c.at("values");
  if (op == "random_" || op == "bernoulli_scalar") {
    auto x = Tensor<T>::empty({c.at("n").get<std::int64_t>()});
    if (op == "random_")
      random_(x, g);
    else
      bernoulli_(x, number(c.at("p")), g);
    return expect(x, values, Tolerance::exact());
  }
  if constexpr (std::is_floating_point_v<T>) {
    if (op == "uniform_")
      return check_uniform<T>(c, g);
    if (op == "normal_")
      return check_normal<T>(c, g);
    if (op == "dropout")
      return check_dropout<T>(c, g);
    if (op == "bernoulli_tensor")
      return expect(bernoulli(flat_tensor<T>(c.at("p"), {std::int64_t(c.at("p").size())}), g), values,
                    Tolerance::exact());
  }
  throw Mismatch("unknown sampler for this type");
}

void check_case(const json &c) {
  const std::string op = c.at("op");
  Generator g;
  seed_with(g, c.at("seed"));
  if (op == "raw32" || op == "raw32_at")
    return check_words(c, g);
  if (op == "sequence")
    return check_sequence(c, g);
  if (op == "randperm")
    return expect(clangent::randperm(c.at("n"), g), c.at("values"), Tolerance::exact());
  const std::string type = c.value("dtype", "i64");
  if (op == "randint")
    return with_type(type, [&](auto zero) {
      expect(clangent::randint<decltype(zero)>(c.at("low"), c.at("high"), {c.at("n").get<std::int64_t>()}, g),
             c.at("values"), Tolerance::exact());
    });
  if (op == "normal_noncontiguous")
    return with_float(type, [&](auto zero) { check_noncontiguous<decltype(zero)>(c, g); });
  with_type(type, [&](auto zero) { check_typed<decltype(zero)>(op, c, g); });
}

} // namespace

void check_rng(const json &file, Report &report) {
  int k = 0;
  for (const json &c : file.at("cases")) {
    const std::string name = "rng " + std::to_string(k++) + " " + c.value("op", "?") + " " + c.value("dtype", "");
    report.run(name, [&] { check_case(c); });
  }
}

} // namespace reference
