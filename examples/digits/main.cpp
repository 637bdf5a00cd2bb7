// A small network that learns to read handwritten digits, with gradients that the compiler wrote.
//
// usage: digits digits.csv.gz
// The file is a table of 64 pixels (0 to 16) and the digit; get_digits.sh says where it comes from. Exit status 77 if
// there is no such file, 1 if the network reads 97 % of the digits held back or less. The losses are drawn in
// digits.svg, in the folder where it is run.
#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <clangent/tensor/train.h>

#include <chrono>
#include <cstdio>
#include <filesystem>

namespace {

using namespace clangent;
using Floats = Tensor<float>;
using Labels = Tensor<std::int64_t>;

constexpr std::int64_t side = 8, pixel_count = side * side, hidden_count = 256, test_count = 360;
constexpr double asked_accuracy = 0.97;
constexpr const char *picture = "digits.svg";

struct Mlp {
  init::LayerParameters<float> hidden, output;
};

Floats scores(const Mlp &model, const Floats &images) {
  const Floats hidden = relu(linear(images, model.hidden.weight, model.hidden.bias));
  return linear(hidden, model.output.weight, model.output.bias);
}

Floats loss(const Mlp &model, const Floats &images, const Labels &digits) {
  return cross_entropy(scores(model, images), digits);
}

struct Data {
  Floats images, test_images;
  Labels digits, test_digits;
};

/// The rows in an order of the generator's, the last ones held back.
Data read_digits(const std::string &path) {
  const Tensor<double> table = load_csv(path).values;
  if (table.rank() != 2 || table.size(1) != pixel_count + 1 || table.size(0) <= test_count)
    throw TensorError("digits", path + " is a table of " + to_string(table.shape()) + ", expected 65 columns");
  const Tensor<double> rows = index_select(table, 0, randperm(table.size(0)));
  const Floats images = rows.slice(1, 0, pixel_count).to<float>() / 16;
  const Labels digits = rows.select(1, pixel_count).to<std::int64_t>();
  const std::int64_t count = rows.size(0), first = count - test_count;
  return {images.slice(0, 0, first), images.slice(0, first, count), digits.slice(0, 0, first),
          digits.slice(0, first, count)};
}

/// Images [count, 8, 8] moved by one pixel along a dimension, up or down; what moves in is empty.
Floats moved(const Floats &images, std::int64_t dim, bool up) {
  const Floats empty = zeros_like(images.slice(dim, 0, 1));
  return up ? cat<float>({images.slice(dim, 1, side), empty}, dim)
            : cat<float>({empty, images.slice(dim, 0, side - 1)}, dim);
}

/// The images to learn, and each of them moved in the four directions: a digit stays what it is.
void add_moved_images(Data &data) {
  const Floats images = data.images.reshape({data.images.size(0), side, side});
  const Floats all = cat<float>(
      {images, moved(images, 1, true), moved(images, 1, false), moved(images, 2, true), moved(images, 2, false)});
  data.images = all.reshape({all.size(0), pixel_count});
  data.digits = cat<std::int64_t>(std::vector<Labels>(5, data.digits));
}

double accuracy(const Mlp &model, const Floats &images, const Labels &digits) {
  return double(sum(argmax(scores(model, images), 1) == digits).item()) / double(digits.numel());
}

train::Report fit(Mlp &model, const Data &data) {
  optim::Adam<float> adam({3e-3});
  train::Options options;
  options.epochs = 30;
  options.batch_size = 32;
  options.lr = schedule::exponential(3e-3, 0.9);
  options.history_svg = picture;
  const auto step = [](const Mlp &at, const Floats &images, const Labels &digits) {
    return value_and_gradient<loss, wrt<0>>(at, images, digits);
  };
  return train::fit(model, adam, data.images, data.digits, step, options);
}

int run(const std::string &path) {
  using Clock = std::chrono::steady_clock;
  manual_seed(1);
  Data data = read_digits(path);
  std::printf("%s: %lld digits to learn, %lld held back\n", path.c_str(), (long long)data.digits.numel(),
              (long long)data.test_digits.numel());
  add_moved_images(data);
  Mlp model{init::linear<float>(pixel_count, hidden_count), init::linear<float>(hidden_count, 10)};
  const Clock::time_point start = Clock::now();
  const train::Report report = fit(model, data);
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const double reached = accuracy(model, data.test_images, data.test_digits);
  std::printf("%lld steps in %.2f s, loss %.5f, reads %.2f %% of the digits held back\n", (long long)report.steps,
              seconds, report.history.back().loss, 100 * reached);
  std::printf("the losses are drawn in %s\n", std::filesystem::absolute(picture).c_str());
  return reached > asked_accuracy ? 0 : 1;
}

} // namespace

int main(int count, char **arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: %s digits.csv.gz\n", arguments[0]);
    return 2;
  }
  if (!std::filesystem::exists(arguments[1])) {
    std::fprintf(stderr, "%s: no such file; get_digits.sh finds it\n", arguments[1]);
    return 77;
  }
  try {
    return run(arguments[1]);
  } catch (const TensorError &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
