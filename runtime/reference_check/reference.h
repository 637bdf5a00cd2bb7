// Reading reference files and comparing with them: cases are JSON, tensors
// {"s": shape, "t": type, "d": data}. A report counts cases and prints a line
// for each that fails.
#ifndef CLANGENT_REFERENCE_CHECK_REFERENCE_H
#define CLANGENT_REFERENCE_CHECK_REFERENCE_H

#include <clangent/tensor.h>

#include <nlohmann/json.hpp>

#include <functional>
#include <stdexcept>
#include <string>

namespace reference {

using clangent::Shape;
using clangent::Tensor;
using json = nlohmann::json;

// A case that does not hold: what() says where and by how much.
struct Mismatch : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Report {
public:
  // Runs one case; any exception makes it a failed one.
  void run(const std::string &name, const std::function<void()> &check);
  void fail(const std::string &name, const std::string &why);
  int passed() const { return passed_; }
  int failed() const { return failed_; }

private:
  int passed_ = 0, failed_ = 0;
};

// How closely numbers must agree: |got - expected| at most
// relative * (|expected| + floor * largest of the tensor).
struct Tolerance {
  double relative = 0;
  double floor = 0;
  static Tolerance exact() { return {}; }
};

double number(const json &value);
Shape shape_of(const json &value);
std::vector<double> numbers(const json &values);
// "f64" if the tensor does not say.
std::string type_of(const json &tensor);

template <class T> T element(const json &value) {
  if constexpr (std::is_floating_point_v<T>)
    return T(number(value));
  else if (value.is_number_float())
    return T(value.get<double>());
  else if (value.is_boolean())
    return T(value.get<bool>());
  else
    return T(value.get<std::int64_t>());
}

template <class T> Tensor<T> flat_tensor(const json &values, const Shape &shape) {
  std::vector<T> data;
  for (const json &v : values)
    data.push_back(element<T>(v));
  return Tensor<T>(shape, data);
}
template <class T> Tensor<T> read_tensor(const json &tensor) {
  return flat_tensor<T>(tensor.at("d"), shape_of(tensor.at("s")));
}

void compare_numbers(const std::string &what, const std::vector<double> &got, const std::vector<double> &expected,
                     Tolerance tolerance);

// Shapes equal and every element within the tolerance; exact also compares
// the signs of zeros.
template <class T>
void compare(const std::string &what, const Tensor<T> &got, const Tensor<T> &expected, Tolerance tolerance) {
  if (got.shape() != expected.shape())
    throw Mismatch(what + ": shape " + clangent::to_string(got.shape()) + ", expected " +
                   clangent::to_string(expected.shape()));
  if constexpr (std::is_same_v<T, std::int64_t>) {
    for (std::int64_t i = 0; i < got.numel(); ++i)
      if (got.to_vector()[i] != expected.to_vector()[i])
        throw Mismatch(what + ": element " + std::to_string(i) + " is " + std::to_string(got.to_vector()[i]) +
                       ", expected " + std::to_string(expected.to_vector()[i]));
  } else {
    const auto wide = [](const Tensor<T> &x) {
      const std::vector<T> v = x.to_vector();
      return std::vector<double>(v.begin(), v.end());
    };
    compare_numbers(what, wide(got), wide(expected), tolerance);
  }
}

// f(T()) for the C++ type of a type name; unknown names throw.
template <class F> auto with_type(const std::string &type, const F &f) {
  if (type == "f32")
    return f(float());
  if (type == "f64")
    return f(double());
  if (type == "i64")
    return f(std::int64_t());
  if (type == "i32")
    return f(std::int32_t());
  if (type == "i16")
    return f(std::int16_t());
  if (type == "i8")
    return f(std::int8_t());
  if (type == "u8")
    return f(std::uint8_t());
  if (type == "bool")
    return f(bool());
  throw Mismatch("unknown type " + type);
}
// The same for the two floating types.
template <class F> auto with_float(const std::string &type, const F &f) {
  if (type == "f32")
    return f(float());
  if (type == "f64")
    return f(double());
  throw Mismatch("needs a floating type, not " + type);
}

// args[name], or a default.
double option(const json &args, const char *name, double otherwise);

// One function per kind of file.
void check_rng(const json &file, Report &report);
void check_init(const json &file, Report &report);
void check_ops(const json &file, Report &report);
void check_optim(const json &file, Report &report);
void check_schedules(const json &file, Report &report);
void check_print(const json &file, Report &report);
void check_notebook(const json &file, Report &report);

} // namespace reference

#endif
