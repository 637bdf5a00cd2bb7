// safetensors: the length of a JSON header, the header, the data. The header's
// JSON is an object of objects of strings and integers, and nothing else is
// accepted; tensors must cover the data without gap or overlap.
#include "files_raw.h"

#include <algorithm>

namespace clangent {
namespace {

using detail::Bytes;
using detail::Cursor;

struct Entry {
  std::string name, dtype;
  Shape shape;
  std::uint64_t begin = 0, end = 0;
};

struct Header {
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata;
};

/// Just enough JSON for the header.
class HeaderParser {
public:
  HeaderParser(const Cursor &file, const std::uint8_t *text, std::size_t size)
      : file_(file), at_(text), end_(text + size) {}

  Header parse() {
    Header header;
    std::map<std::string, bool> seen;
    members([&](const std::string &name) {
      if (!seen.emplace(name, true).second)
        file_.fail("'" + name + "' appears twice");
      if (name == "__metadata__")
        members([&](const std::string &key) { header.metadata[key] = string(); });
      else
        header.entries.push_back(entry(name));
    });
    if (peek() != 0)
      file_.fail("text after the header");
    return header;
  }

private:
  std::uint8_t peek() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r'))
      ++at_;
    return at_ < end_ ? *at_ : 0;
  }
  bool accept(char c) {
    if (peek() != std::uint8_t(c))
      return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!accept(c))
      file_.fail(std::string("malformed header: no '") + c + "'");
  }
  template <class F> void members(const F &f) {
    expect('{');
    if (accept('}'))
      return;
    do {
      const std::string key = string();
      expect(':');
      f(key);
    } while (accept(','));
    expect('}');
  }
  std::vector<std::uint64_t> integers() {
    std::vector<std::uint64_t> list;
    expect('[');
    if (accept(']'))
      return list;
    do
      list.push_back(integer());
    while (accept(','));
    expect(']');
    return list;
  }
  std::uint64_t integer() {
    if (peek() < '0' || peek() > '9')
      file_.fail("malformed header: no integer");
    std::uint64_t value = 0;
    for (; at_ < end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
      if (value > (std::uint64_t(INT64_MAX) - 9) / 10)
        file_.fail("a number in the header is too large");
      value = value * 10 + (*at_ - '0');
    }
    return value;
  }
  std::string string() {
    expect('"');
    std::string text;
    while (at_ < end_ && *at_ != '"') {
      if (*at_ < 0x20)
        file_.fail("malformed header: control character");
      if (*at_ == '\\')
        escape(text);
      else
        text += char(*at_++);
    }
    expect('"');
    return text;
  }
  void escape(std::string &text) {
    static const char codes[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (++at_ == end_)
      file_.fail("malformed header: escape");
    const char code = char(*at_++);
    if (code == 'u')
      return append_utf8(text, code_point());
    const char *const found = std::strchr(codes, code);
    if (!found || code == '\0')
      file_.fail("malformed header: escape");
    text += meanings[found - codes];
  }
  std::uint32_t hex4() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = at_ < end_ ? char(*at_++) : '?';
      const char *const digits = "0123456789abcdef0123456789ABCDEF";
      const char *const found = std::strchr(digits, c);
      if (!found || c == '\0')
        file_.fail("malformed header: escape");
      value = value << 4 | std::uint32_t((found - digits) % 16);
    }
    return value;
  }
  /// One \uXXXX, or two that make a surrogate pair.
  std::uint32_t code_point() {
    const std::uint32_t first = hex4();
    if (first < 0xD800 || first > 0xDFFF)
      return first;
    if (end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u')
      file_.fail("malformed header: surrogate");
    at_ += 2;
    const std::uint32_t second = hex4();
    if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
      file_.fail("malformed header: surrogate");
    return 0x10000 + ((first & 0x3FF) << 10 | (second & 0x3FF));
  }
  static void append_utf8(std::string &text, std::uint32_t c) {
    if (c < 0x80) {
      text += char(c);
      return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const std::uint32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    text += char(lead[more] | c >> (6 * more));
    for (int i = more - 1; i >= 0; --i)
      text += char(0x80 | ((c >> (6 * i)) & 0x3F));
  }
  Entry entry(const std::string &name) {
    Entry e;
    e.name = name;
    bool dtype = false, shape = false, offsets = false;
    members([&](const std::string &key) {
      if (key == "dtype" && !std::exchange(dtype, true)) {
        e.dtype = string();
      } else if (key == "shape" && !std::exchange(shape, true)) {
        for (std::uint64_t n : integers())
          e.shape.push_back(std::int64_t(n));
      } else if (key == "data_offsets" && !std::exchange(offsets, true)) {
        const auto pair = integers();
        if (pair.size() != 2 || pair[0] > pair[1])
          file_.fail("'" + name + "': data_offsets");
        e.begin = pair[0];
        e.end = pair[1];
      } else {
        file_.fail("'" + name + "': unexpected key '" + key + "'");
      }
    });
    if (!dtype || !shape || !offsets)
      file_.fail("'" + name + "' is incomplete");
    return e;
  }

  const Cursor &file_;
  const std::uint8_t *at_, *end_;
};

struct TypeName {
  const char *name;
  DType type;
};
constexpr TypeName type_names[] = {{"BOOL", DType::boolean}, {"U8", DType::uint8},   {"I8", DType::int8},
                                   {"I16", DType::int16},    {"I32", DType::int32},  {"I64", DType::int64},
                                   {"F32", DType::float32},  {"F64", DType::float64}};

DType parse_type(const Cursor &file, const Entry &entry) {
  for (const TypeName &t : type_names)
    if (entry.dtype == t.name)
      return t.type;
  file.fail("'" + entry.name + "': element type " + entry.dtype + " is not supported");
}

/// Data must be covered from front to back.
void check_cover(const Cursor &file, std::vector<Entry> entries, std::uint64_t size) {
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
    return std::make_pair(a.begin, a.end) < std::make_pair(b.begin, b.end);
  });
  std::uint64_t at = 0;
  for (const Entry &e : entries) {
    if (e.begin != at)
      file.fail("'" + e.name + "' does not follow the tensor before it");
    at = e.end;
  }
  if (at != size)
    file.fail("the data are longer or shorter than announced");
}

std::string quoted(const std::string &text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    if (std::uint8_t(c) >= 0x20) {
      out += c;
      continue;
    }
    static const char digits[] = "0123456789abcdef";
    out += "\\u00";
    out += digits[std::uint8_t(c) >> 4];
    out += digits[std::uint8_t(c) & 15];
  }
  return out + "\"";
}

std::string header_entry(const std::string &name, const AnyTensor &x, std::size_t begin, std::size_t end) {
  std::string text = quoted(name) + ":{\"dtype\":\"";
  for (const TypeName &t : type_names)
    if (t.type == dtype_of_any(x))
      text += t.name;
  text += "\",\"shape\":[";
  const Shape shape = shape_of_any(x);
  for (int d = 0; d < shape.size(); ++d)
    text += (d ? "," : "") + std::to_string(shape[d]);
  return text + "],\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(end) + "]}";
}

std::string header_metadata(const std::map<std::string, std::string> &pairs) {
  std::string text = "\"__metadata__\":{";
  const char *separator = "";
  for (const auto &[key, value] : pairs) {
    text += separator + quoted(key) + ":" + quoted(value);
    separator = ",";
  }
  return text + "}";
}

} // namespace

Safetensors load_safetensors(const std::string &path) {
  const Bytes bytes = detail::read_file("load_safetensors", path);
  Cursor file("load_safetensors", path, bytes);
  const std::uint64_t length = file.little(8);
  if (length > file.left())
    file.fail("the header is longer than the file");
  const std::uint8_t *const text = file.take(std::size_t(length));
  const Header header = HeaderParser(file, text, std::size_t(length)).parse();
  const std::size_t data = file.position();
  check_cover(file, header.entries, file.left());
  Safetensors result;
  result.metadata = header.metadata;
  for (const Entry &e : header.entries) {
    const DType type = parse_type(file, e);
    const std::size_t size = detail::size_of(type);
    if (std::uint64_t(count_elements(e.shape, size)) * size != e.end - e.begin)
      file.fail("'" + e.name + "': shape and data_offsets disagree");
    file.seek(data + std::size_t(e.begin));
    result.tensors.emplace(e.name, file.elements(type, e.shape, false));
  }
  return result;
}

void save_safetensors(const std::string &path, const Safetensors &file) {
  // Larger elements first, so that each lies at a multiple of its size.
  std::vector<const NamedTensors::value_type *> order;
  for (const auto &named : file.tensors)
    order.push_back(&named);
  std::sort(order.begin(), order.end(), [](auto *a, auto *b) {
    const std::size_t size_a = detail::size_of(dtype_of_any(a->second)),
                      size_b = detail::size_of(dtype_of_any(b->second));
    return size_a != size_b ? size_a > size_b : a->first < b->first;
  });
  std::string header = "{";
  const char *separator = "";
  if (!file.metadata.empty()) {
    header += header_metadata(file.metadata);
    separator = ",";
  }
  Bytes data;
  for (const auto *named : order) {
    if (named->first == "__metadata__")
      detail::fail_file("save_safetensors", path, "a tensor has a reserved name");
    const std::size_t begin = data.size();
    detail::append_elements(data, named->second);
    header += separator + header_entry(named->first, named->second, begin, data.size());
    separator = ",";
  }
  header += "}";
  while (header.size() % 8 != 0)
    header += ' ';
  Bytes out;
  detail::append_little(out, header.size(), 8);
  out.insert(out.end(), header.begin(), header.end());
  out.insert(out.end(), data.begin(), data.end());
  detail::write_file("save_safetensors", path, out);
}

} // namespace clangent
