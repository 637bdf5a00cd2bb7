// Printing. First a pass over the elements that will be shown decides mode and
// width, then slices are laid out recursively.
#include <clangent/tensor/print.h>

#include <clangent/tensor/views.h>

#include <cmath>
#include <cstdio>
#include <ostream>

namespace clangent {
namespace {

std::string formatted(const char *format, int precision, double value) {
  if (std::isnan(value))
    return "nan";
  if (std::isinf(value))
    return value < 0 ? "-inf" : "inf";
  char text[400];
  std::snprintf(text, sizeof text, format, precision, value);
  return text;
}

// How numbers are written: one choice for the whole tensor.
struct Style {
  enum class Mode { exact, integral, fixed, scientific } mode = Mode::exact;
  int precision = 4;
  std::size_t width = 1;

  std::string bare(double value) const {
    switch (mode) {
    case Mode::integral:
      return formatted("%.*f", 0, value) + (std::isfinite(value) ? "." : "");
    case Mode::fixed:
      return formatted("%.*f", precision, value);
    case Mode::scientific:
      return formatted("%.*e", precision, value);
    case Mode::exact:
      break;
    }
    return std::to_string(value);
  }
};

std::string padded(const std::string &text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

std::string bare_text(const Style &, bool value) { return value ? "True" : "False"; }
template <class T> std::string bare_text(const Style &style, T value) {
  if constexpr (std::is_floating_point_v<T>)
    return style.bare(double(value));
  else
    return std::to_string(value);
}

template <class T> class Printer {
public:
  Printer(const Tensor<T> &x, const PrintOptions &options)
      : x_(x), options_(options), summarise_(x.numel() > options.threshold) {}

  std::string print() {
    std::string text = options_.parameter ? "Parameter containing:\n" : "";
    std::vector<std::string> suffixes;
    std::string body = "tensor(";
    if (x_.numel() == 0) {
      body += "[]";
      if (x_.rank() != 1)
        suffixes.push_back("size=" + size_text());
    } else {
      choose_style();
      body += x_.rank() == 0 ? element(x_.item()) : slice_text(x_, 7);
    }
    if (prints_dtype())
      suffixes.push_back(std::string("dtype=torch.") + name_of(dtype_of<T>));
    if (!options_.grad_fn.empty())
      suffixes.push_back("grad_fn=<" + options_.grad_fn + ">");
    else if (options_.requires_grad)
      suffixes.push_back("requires_grad=True");
    return text + with_suffixes(body, suffixes);
  }

private:
  bool prints_dtype() const {
    if (x_.numel() == 0)
      return dtype_of<T> != DType::float32;
    return dtype_of<T> != DType::float32 && dtype_of<T> != DType::int64 && dtype_of<T> != DType::boolean;
  }

  std::string size_text() const {
    std::string text = "(";
    for (int d = 0; d < x_.rank(); ++d)
      text += (d ? ", " : "") + std::to_string(x_.shape()[d]);
    return text + ")";
  }

  bool elides(std::int64_t n) const { return summarise_ && n > 2 * options_.edge_items; }

  // f(element) for every element that will be shown.
  template <class F> void for_each_shown(const Tensor<T> &x, const F &f) const {
    if (x.rank() == 0)
      return f(x.item());
    const std::int64_t n = x.shape()[0], edge = options_.edge_items;
    for (std::int64_t i = 0; i < n; ++i) {
      if (elides(n) && i == edge)
        i = n - edge;
      for_each_shown(x[i], f);
    }
  }

  void choose_style() {
    style_.precision = options_.precision;
    if constexpr (std::is_floating_point_v<T>)
      choose_float_mode();
    for_each_shown(x_, [this](T v) {
      if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(v) || v == T(0))
          return;
      style_.width = std::max(style_.width, bare_text(style_, v).size());
    });
  }

  void choose_float_mode() {
    double least = INFINITY, most = 0;
    bool integral = true;
    for_each_shown(x_, [&](T v) {
      if (!std::isfinite(v) || v == T(0))
        return;
      least = std::min(least, std::fabs(double(v)));
      most = std::max(most, std::fabs(double(v)));
      integral = integral && v == std::ceil(v);
    });
    const bool wide = most > 0 && (most / least > 1000 || most > 1e8);
    if (wide || (!integral && least < 1e-4))
      style_.mode = Style::Mode::scientific;
    else
      style_.mode = integral ? Style::Mode::integral : Style::Mode::fixed;
  }

  std::string element(T v) const { return padded(bare_text(style_, v), style_.width); }

  std::string vector_text(const Tensor<T> &x, int indent) const {
    const std::int64_t n = x.shape()[0], edge = options_.edge_items;
    const std::int64_t per_line =
        std::max<std::int64_t>(1, (options_.line_width - indent) / std::int64_t(style_.width + 2));
    std::vector<std::string> items;
    for (std::int64_t i = 0; i < n; ++i) {
      if (elides(n) && i == edge) {
        items.push_back(" ...");
        i = n - edge;
      }
      items.push_back(element(x.at(i)));
    }
    std::string text = "[";
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0)
        text += std::int64_t(i) % per_line == 0 ? ",\n" + std::string(std::size_t(indent) + 1, ' ') : ", ";
      text += items[i];
    }
    return text + "]";
  }

  std::string slice_text(const Tensor<T> &x, int indent) const {
    if (x.rank() == 1)
      return vector_text(x, indent);
    const std::int64_t n = x.shape()[0], edge = options_.edge_items;
    const std::string between =
        "," + std::string(std::size_t(x.rank()) - 1, '\n') + std::string(std::size_t(indent) + 1, ' ');
    std::string text = "[";
    for (std::int64_t i = 0; i < n; ++i) {
      if (i > 0)
        text += between;
      if (elides(n) && i == edge) {
        text += "..." + between;
        i = n - edge;
      }
      text += slice_text(x[i], indent + 1);
    }
    return text + "]";
  }

  std::string with_suffixes(std::string text, const std::vector<std::string> &suffixes) const {
    const std::size_t line_start = text.rfind('\n');
    std::size_t line = line_start == std::string::npos ? text.size() + 2 : text.size() - line_start + 1;
    for (const std::string &suffix : suffixes) {
      if (line + suffix.size() + 2 > std::size_t(options_.line_width)) {
        text += ",\n       " + suffix;
        line = 7 + suffix.size();
      } else {
        text += ", " + suffix;
        line += suffix.size() + 2;
      }
    }
    return text + ")";
  }

  const Tensor<T> &x_;
  const PrintOptions &options_;
  bool summarise_;
  Style style_;
};

} // namespace

template <class T> std::string to_string(const Tensor<T> &x, const PrintOptions &options) {
  if (!x.defined())
    return "undefined tensor";
  return Printer<T>(x, options).print();
}

template <class T> std::ostream &operator<<(std::ostream &out, const Tensor<T> &x) { return out << to_string(x); }

#define CLANGENT_INSTANTIATE(T)                                                                                        \
  template std::string to_string(const Tensor<T> &, const PrintOptions &);                                             \
  template std::ostream &operator<<(std::ostream &, const Tensor<T> &);
CLANGENT_INSTANTIATE(bool)
CLANGENT_INSTANTIATE(std::uint8_t)
CLANGENT_INSTANTIATE(std::int8_t)
CLANGENT_INSTANTIATE(std::int16_t)
CLANGENT_INSTANTIATE(std::int32_t)
CLANGENT_INSTANTIATE(std::int64_t)
CLANGENT_INSTANTIATE(float)
CLANGENT_INSTANTIATE(double)
#undef CLANGENT_INSTANTIATE

} // namespace clangent
