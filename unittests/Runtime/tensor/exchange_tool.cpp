// What exchange_test.py runs in processes of its own: writing and reading
// tensor files, and a training that can be interrupted and gone on with.
//   exchange_tool write FOLDER | read FOLDER | train CHECKPOINT STEPS_BEFORE_PAUSE
#include <clangent/tensor.h>
#include <clangent/tensor/files.h>
#include <clangent/tensor/train.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <thread>

using namespace clangent;

namespace {

/// 0, 1, 2, ... in shape [2, 3, 4]; booleans alternate.
template <class T> Tensor<T> counting() {
  std::vector<T> values;
  for (int i = 0; i < 24; ++i)
    values.push_back(std::is_same_v<T, bool> ? T(i % 2) : T(i));
  return Tensor<T>({2, 3, 4}, values);
}

NamedTensors all_types() {
  return {{"bool", counting<bool>()},
          {"uint8", counting<std::uint8_t>()},
          {"int8", counting<std::int8_t>()},
          {"int16", counting<std::int16_t>()},
          {"int32", counting<std::int32_t>()},
          {"int64", counting<std::int64_t>()},
          {"float32", counting<float>()},
          {"float64", counting<double>()},
          {"scalar", Tensor<double>(0.1)},
          {"empty", Tensor<float>::empty({0, 3})},
          {"transposed", counting<float>().transpose(0, 2)}};
}

Tensor<double> special() { return Tensor<double>({5}, {INFINITY, -INFINITY, NAN, -0.0, 5e-324}); }

void write(const std::string &folder) {
  for (const auto &[name, x] : all_types())
    save_npy(folder + "/" + name + ".npy", x);
  save_npy(folder + "/special.npy", special());
  save_npz(folder + "/all.npz", all_types());
  save_safetensors(folder + "/all.safetensors", {all_types(), {{"note", "quotes \" and \\ and \n"}}});
}

template <class T> void expect_equal(const std::string &what, const AnyTensor &got) {
  const Tensor<T> &x = typed<T>(got);
  if (x.shape() != Shape{2, 3, 4} || x.to_vector() != counting<T>().to_vector())
    throw TensorError("read", what + " is not as it was written");
}

void expect_counting(const std::string &what, const AnyTensor &got) {
  std::visit([&](const auto &t) { expect_equal<typename std::decay_t<decltype(t)>::value_type>(what, t); }, got);
}

void expect_all(const std::string &what, const NamedTensors &found) {
  for (const auto &[name, x] : found) {
    if (name_of(dtype_of_any(x)) != name)
      throw TensorError("read", what + " " + name + " has another type");
    expect_counting(what + " " + name, x);
  }
  if (found.size() != 8)
    throw TensorError("read", what + " has not 8 arrays");
}

/// Files that NumPy, or the test by hand, wrote.
void read(const std::string &folder) {
  for (const char *order : {"c", "fortran", "big"}) {
    NamedTensors found;
    for (const char *type : {"bool", "uint8", "int8", "int16", "int32", "int64", "float32", "float64"})
      found[type] = load_npy(folder + "/" + order + "_" + type + ".npy");
    expect_all(order, found);
  }
  expect_all("stored.npz", load_npz(folder + "/stored.npz"));
  expect_all("packed.npz", load_npz(folder + "/packed.npz"));
  const Safetensors file = load_safetensors(folder + "/hand.safetensors");
  expect_all("hand.safetensors", file.tensors);
  if (file.metadata.at("note") != "\xc3\xa4 \" \\")
    throw TensorError("read", "the note is not as it was written");
}

struct Line {
  Tensor<double> slope, offset;
};
struct LineStep {
  double value;
  Line gradient;
};

/// Trains a line; after so many steps it prints "paused" and dawdles, so that
/// it can be interrupted there. Prints the parameters' bits.
void train_line(const std::string &checkpoint, int pause_after) {
  Generator data(5);
  const auto x = randn<double>({64}, data);
  const auto y = add_scalar(mul_scalar(x, 3.0), 1.0);
  Line line{Tensor<double>(0.0), Tensor<double>(0.0)};
  optim::Adam<double> adam(optim::AdamOptions{0.05});
  Generator generator(7);
  int steps = 0;
  const auto step = [&](Line &m, const Tensor<double> &a, const Tensor<double> &b) {
    if (++steps == pause_after) {
      std::printf("paused\n");
      std::fflush(stdout);
    }
    if (pause_after > 0 && steps >= pause_after)
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto noise = mul_scalar(randn<double>(a.shape(), generator), 0.01);
    const auto off = sub(add(add(mul(m.slope, a), m.offset), noise), b);
    LineStep result;
    result.value = mean(square(off)).item();
    result.gradient.slope = mul_scalar(mean(mul(off, a)), 2.0);
    result.gradient.offset = mul_scalar(mean(off), 2.0);
    return result;
  };
  train::Options options;
  options.epochs = 20;
  options.batch_size = 10;
  options.progress = train::Progress::silent;
  options.checkpoint = checkpoint;
  const auto report = train::fit(line, adam, x, y, step, options, {}, generator);
  std::printf("%s %a %a %lld\n", report.stop == train::Stop::interrupted ? "interrupted" : "finished",
              line.slope.item(), line.offset.item(), static_cast<long long>(report.steps));
}

} // namespace

int main(int count, char **arguments) {
  try {
    if (count == 3 && std::strcmp(arguments[1], "write") == 0)
      write(arguments[2]);
    else if (count == 3 && std::strcmp(arguments[1], "read") == 0)
      read(arguments[2]);
    else if (count == 4 && std::strcmp(arguments[1], "train") == 0)
      train_line(arguments[2], std::atoi(arguments[3]));
    else
      return 2;
  } catch (const TensorError &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
