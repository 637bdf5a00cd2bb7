// The containers that random programs use, over the scalar type `real`. Like the programs it is read once for every scalar
// type, so it has no include guard.

// A block that grows by hand.
struct Stack {
  explicit Stack(int room) : data(new real[room]), room(room) {}
  Stack(const Stack &other) : data(new real[other.room]), size(other.size), room(other.room) {
    for (int i = 0; i < size; ++i)
      data[i] = other.data[i];
  }
  ~Stack() { delete[] data; }
  void push(real x) {
    if (size == 12)
      return;
    if (size == room) {
      real *larger = new real[2 * room];
      for (int i = 0; i < size; ++i)
        larger[i] = data[i];
      delete[] data;
      data = larger;
      room *= 2;
    }
    data[size++] = x;
  }
  real pop() { return size == 0 ? real(0.5) : data[--size]; }
  real &top() {
    if (size == 0)
      push(0.25);
    return data[size - 1];
  }

  real *data;
  int size = 0, room;
};
inline real read(const Stack &s, int i) { return s.size == 0 ? real(0.125) : std::sin(s.data[i % s.size]); }

// A list whose nodes own the next one.
struct Link {
  real x;
  std::unique_ptr<Link> next;
};
struct Chain {
  Chain() = default;
  Chain(const Chain &other) : length(other.length) {
    std::unique_ptr<Link> *end = &first;
    for (const Link *link = other.first.get(); link; link = link->next.get()) {
      end->reset(new Link{link->x, nullptr});
      end = &(*end)->next;
    }
  }
  Chain(Chain &&) = default;
  Chain &operator=(Chain &&) = default;
  void push(real x) {
    if (length == 12)
      return;
    first = std::unique_ptr<Link>(new Link{x, std::move(first)});
    ++length;
  }
  real pop() {
    if (!first)
      return 0.5;
    const real x = first->x;
    first = std::move(first->next);
    --length;
    return x;
  }
  void turn() {
    std::unique_ptr<Link> turned;
    while (first) {
      std::unique_ptr<Link> rest = std::move(first->next);
      first->next = std::move(turned);
      turned = std::move(first);
      first = std::move(rest);
    }
    first = std::move(turned);
  }
  void damp(real by) {
    for (Link *link = first.get(); link; link = link->next.get())
      link->x = std::tanh(link->x) * by;
  }

  std::unique_ptr<Link> first;
  int length = 0;
};
inline real read(const Chain &c, int i) {
  const Link *link = c.first.get();
  while (link && link->next && i-- > 0)
    link = link->next.get();
  return link ? std::sin(link->x) : real(0.125);
}

inline real read(const std::vector<real> &v, int i) { return v.empty() ? real(0.125) : std::sin(v[i % v.size()]); }
inline real read(const std::vector<std::vector<real>> &rows, int i) {
  real sum = 0.125;
  for (const std::vector<real> &row : rows)
    sum += 0.25 * read(row, i);
  return std::sin(sum);
}
inline real read(const std::deque<real> &d, int i) { return d.empty() ? real(0.125) : std::sin(d[i % d.size()]); }
inline real read(const std::map<int, real> &m, int i) {
  const auto found = m.lower_bound(i);
  return found == m.end() ? real(0.125) : std::sin(found->second + found->first);
}
inline std::vector<real> doubled(const std::vector<real> &v) {
  std::vector<real> w;
  for (std::size_t i = 0; i < v.size() && i < 6; ++i) {
    w.push_back(v[i]);
    w.push_back(std::sin(v[i]));
  }
  return w;
}
inline void extend(std::vector<real> &v, real x) {
  v.push_back(v.empty() ? x : 0.5 * std::sin(v.front()) + x);
  v[v.size() / 2] += 0.5 * x;
}
inline real drained(std::vector<real> v) {
  real sum = 0;
  while (!v.empty()) {
    sum += v.back() * v[v.size() / 2];
    v.pop_back();
  }
  return sum;
}
