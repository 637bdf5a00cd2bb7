// safetensors: the length of a JSON header, the header, the data. The header's
// JSON is an object of objects of strings and integers, and nothing else is
// accepted; tensors must cover the data without gap or overlap.
#include "files_raw.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace clangent {
namespace {

using detail::Bytes;
using detail::Cursor;

struct Entry {
  std::string name, dtype;
  std::vector<std::int64_t> shape, offsets;

  std::uint64_t begin() const { return std::uint64_t(offsets[0]); }
  std::uint64_t end() const { return std::uint64_t(offsets[1]); }
};

struct Header {
  std::vector<Entry> entries;
  std::map<std::string, std::string> metadata;
};

// Takes the header from the parser's events: `{name: {"dtype": string, "shape": [...], "data_offsets": [...]}}`.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
  explicit HeaderReader(const Cursor &file) : file_(file) {}

  Header header;

  bool null() override { unexpected(); }
  bool boolean(bool) override { unexpected(); }
  bool number_integer(number_integer_t) override { unexpected(); }
  bool number_unsigned(number_unsigned_t value) override {
    if (!list_)
      unexpected();
    if (value > std::uint64_t(INT64_MAX))
      file_.fail("a number in the header is too large");
    list_->push_back(std::int64_t(value));
    return true;
  }
  bool number_float(number_float_t, const string_t &) override { unexpected(); }
  bool binary(binary_t &) override { unexpected(); }

  bool string(string_t &value) override {
    if (depth_ != 2 || list_ || !(in_metadata() || key_ == "dtype"))
      unexpected();
    (in_metadata() ? header.metadata[key_] : header.entries.back().dtype) = value;
    return true;
  }
  bool key(string_t &value) override {
    if (!seen_[depth_].insert(value).second)
      file_.fail("'" + value + "' appears twice");
    if (depth_ == 2 && !in_metadata() && value != "dtype" && value != "shape" && value != "data_offsets")
      file_.fail("'" + name_ + "': unexpected key '" + value + "'");
    (depth_ == 1 ? name_ : key_) = value;
    return true;
  }
  bool start_object(std::size_t) override {
    if (depth_ == 2 || list_)
      unexpected();
    seen_[++depth_].clear();
    if (depth_ == 2 && !in_metadata())
      header.entries.push_back({name_, "", {}, {}});
    return true;
  }
  bool end_object() override {
    if (depth_-- == 2 && !in_metadata())
      check_entry(header.entries.back());
    return true;
  }
  bool start_array(std::size_t) override {
    if (depth_ != 2 || list_ || in_metadata() || key_ == "dtype")
      unexpected();
    list_ = key_ == "shape" ? &header.entries.back().shape : &header.entries.back().offsets;
    return true;
  }
  bool end_array() override {
    list_ = nullptr;
    return true;
  }
  bool parse_error(std::size_t position, const std::string &, const nlohmann::json::exception &) override {
    file_.fail("malformed header: byte " + std::to_string(position));
  }

private:
  bool in_metadata() const { return name_ == "__metadata__"; }
  [[noreturn]] void unexpected() const { file_.fail("the header holds what does not belong there"); }
  void check_entry(const Entry &entry) const {
    if (seen_[2].size() != 3)
      file_.fail("'" + name_ + "' is incomplete");
    if (entry.offsets.size() != 2 || entry.begin() > entry.end())
      file_.fail("'" + name_ + "': data_offsets");
  }

  const Cursor &file_;
  int depth_ = 0; // of objects
  std::string name_, key_;
  std::array<std::set<std::string>, 3> seen_; // keys, by depth
  std::vector<std::int64_t> *list_ = nullptr;
};

Header parse_header(const Cursor &file, const std::uint8_t *text, std::size_t size) {
  // The parser would pass over a byte order mark, and end at a zero byte.
  if (size == 0 || text[0] != '{' || std::memchr(text, 0, size))
    file.fail("malformed header");
  HeaderReader reader(file);
  nlohmann::json::sax_parse(text, text + size, &reader);
  return reader.header;
}

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

// Data must be covered from front to back.
void check_cover(const Cursor &file, std::vector<Entry> entries, std::uint64_t size) {
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.offsets < b.offsets; });
  std::uint64_t at = 0;
  for (const Entry &e : entries) {
    if (e.begin() != at)
      file.fail("'" + e.name + "' does not follow the tensor before it");
    at = e.end();
  }
  if (at != size)
    file.fail("the data are longer or shorter than announced");
}

nlohmann::ordered_json header_entry(const AnyTensor &x, std::size_t begin, std::size_t end) {
  nlohmann::ordered_json entry;
  for (const TypeName &t : type_names)
    if (t.type == dtype_of_any(x))
      entry["dtype"] = t.name;
  entry["shape"] = nlohmann::ordered_json::array();
  const Shape shape = shape_of_any(x);
  for (int d = 0; d < shape.size(); ++d)
    entry["shape"].push_back(shape[d]);
  entry["data_offsets"] = {begin, end};
  return entry;
}

// The header as text, of which JSON asks that it be UTF-8.
std::string text_of(const nlohmann::ordered_json &header, const std::string &path) {
  try {
    return header.dump();
  } catch (const nlohmann::json::exception &) {
    detail::fail_file("save_safetensors", path, "a name or metadata are not UTF-8");
  }
}

} // namespace

Safetensors load_safetensors(const std::string &path) {
  const Bytes bytes = detail::read_file("load_safetensors", path);
  Cursor file("load_safetensors", path, bytes);
  const std::uint64_t length = file.little(8);
  if (length > file.left())
    file.fail("the header is longer than the file");
  const std::uint8_t *const text = file.take(std::size_t(length));
  const Header header = parse_header(file, text, std::size_t(length));
  const std::size_t data = file.position();
  check_cover(file, header.entries, file.left());
  Safetensors result;
  result.metadata = header.metadata;
  for (const Entry &e : header.entries) {
    const DType type = parse_type(file, e);
    const std::size_t size = detail::size_of(type);
    Shape shape;
    for (const std::int64_t n : e.shape)
      file.append(shape, n);
    if (std::uint64_t(file.count(type, shape)) * size != e.end() - e.begin())
      file.fail("'" + e.name + "': shape and data_offsets disagree");
    file.seek(data + std::size_t(e.begin()));
    result.tensors.emplace(e.name, file.elements(type, shape, false));
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
  auto entries = nlohmann::ordered_json::object();
  if (!file.metadata.empty())
    entries["__metadata__"] = file.metadata;
  Bytes data;
  for (const auto *named : order) {
    if (named->first == "__metadata__")
      detail::fail_file("save_safetensors", path, "a tensor has a reserved name");
    detail::require_defined_in("save_safetensors", path, named->first, named->second);
    const std::size_t begin = data.size();
    detail::append_elements(data, named->second);
    entries[named->first] = header_entry(named->second, begin, data.size());
  }
  std::string header = text_of(entries, path);
  while (header.size() % 8 != 0)
    header += ' ';
  Bytes out;
  detail::append_little(out, header.size(), 8);
  out.insert(out.end(), header.begin(), header.end());
  out.insert(out.end(), data.begin(), data.end());
  detail::write_file("save_safetensors", path, out);
}

} // namespace clangent
