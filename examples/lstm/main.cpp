// A recurrent network learns to go on with sine waves that it has seen the beginning of: an LSTM cell over a
// std::vector of tensors, one for each moment, differentiated through time by the compiler.
//
// Exit status 1 unless its forecasts of new waves are ten times better than repeating the last value.
#include <clangent/clangent.h>
#include <clangent/tensor.h>
#include <clangent/tensor/train.h>

#include <cstdio>
#include <vector>

namespace {

using namespace clangent;
using Floats = Tensor<float>;
/// One tensor [waves, 1] for each moment.
using Sequence = std::vector<Floats>;

constexpr std::int64_t hidden_size = 16, moment_count = 40;

struct Forecaster {
  LstmWeights<float> cell;
  init::LayerParameters<float> output;
};

LstmState<float> initial_state(std::int64_t waves) {
  return {zeros<float>({waves, hidden_size}), zeros<float>({waves, hidden_size})};
}

/// The mean square of what the network, at each moment, gets wrong about the next one.
Floats loss(const Forecaster &model, const Sequence &waves) {
  LstmState<float> state = initial_state(waves[0].size(0));
  Floats total(0.0f);
  for (std::size_t t = 0; t + 1 < waves.size(); ++t) {
    state = lstm_cell(waves[t], state, model.cell);
    total += mse_loss(linear(state.h, model.output.weight, model.output.bias), waves[t + 1]);
  }
  return total / float(waves.size() - 1);
}

/// What repeating the last value gets wrong.
float loss_of_repeating(const Sequence &waves) {
  float total = 0;
  for (std::size_t t = 0; t + 1 < waves.size(); ++t)
    total += mse_loss(waves[t], waves[t + 1]).item();
  return total / float(waves.size() - 1);
}

/// Sine waves of random frequencies and phases.
Sequence draw_waves(std::int64_t count) {
  const Floats frequency = rand<float>({count, 1}) * 0.4f + 0.2f, phase = rand<float>({count, 1}) * 6.2831853f;
  Sequence waves;
  for (std::int64_t t = 0; t < moment_count; ++t)
    waves.push_back(sin(frequency * float(t) + phase));
  return waves;
}

Forecaster fresh_forecaster() {
  const auto cell = init::recurrent<float>(4, 1, hidden_size);
  return {{cell.weight_ih, cell.weight_hh, cell.bias_ih, cell.bias_hh}, init::linear<float>(hidden_size, 1)};
}

void fit(Forecaster &model, const Sequence &waves) {
  optim::Adam<float> adam({1e-2});
  train::Options options;
  options.epochs = 60;
  options.batch_size = 32;
  options.clip_norm = 1;
  options.lr = schedule::exponential(1e-2, 0.96);
  const auto step = [&](const Forecaster &at, const train::Batch &batch) {
    Sequence chosen;
    for (const Floats &moment : waves)
      chosen.push_back(index_select(moment, 0, batch.indices));
    return value_and_gradient<loss, wrt<0>>(at, chosen);
  };
  train::fit(model, adam, waves[0].size(0), step, options);
}

/// The network sees the first half of a wave and then its own forecasts.
void show_continuation(const Forecaster &model, const Sequence &wave) {
  LstmState<float> state = initial_state(1);
  Floats next = wave[0];
  std::printf("moment      wave  forecast\n");
  for (std::int64_t t = 0; t < moment_count; ++t) {
    const bool seen = t < moment_count / 2;
    if (!seen && t % 4 == 0)
      std::printf("%6lld  %8.4f  %8.4f\n", (long long)t, double(wave[t].item()), double(next.item()));
    state = lstm_cell(seen ? wave[t] : next, state, model.cell);
    next = linear(state.h, model.output.weight, model.output.bias);
  }
}

} // namespace

int main() {
  manual_seed(1);
  const Sequence waves = draw_waves(512), new_waves = draw_waves(64);
  Forecaster model = fresh_forecaster();
  std::printf("untrained: %.5f, repeating the last value: %.5f\n", double(loss(model, new_waves).item()),
              double(loss_of_repeating(new_waves)));
  fit(model, waves);
  const float reached = loss(model, new_waves).item();
  std::printf("trained, on waves never seen: %.5f\n", double(reached));
  show_continuation(model, draw_waves(1));
  return 10 * reached < loss_of_repeating(new_waves) ? 0 : 1;
}
