#include "base/nearest.hpp"

#include <algorithm>
#include <cctype>

namespace shellfit {

namespace {
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment, three rolling rows.
  std::vector<int> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitute = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitute});
      const bool is_swap =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest_word = 64;
  if (word.empty() || word.size() > longest_word) return std::nullopt;
  std::optional<std::string> best;
  int best_distance = std::max(1, static_cast<int>(word.size()) / 3) + 1;
  for (const auto& candidate : candidates) {
    const int distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

namespace {

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) letters += lower(c);
  }
  return letters;
}

/// Candidates that hold the word or that it holds, whatever stands between its letters; the shortest first.
std::vector<std::string> akin(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t least = 3;
  const auto wanted = letters_of(word);
  std::vector<std::string> found;
  if (wanted.size() < least) return found;
  for (const auto& candidate : candidates) {
    const auto letters = letters_of(candidate);
    const bool is_akin = letters.find(wanted) != std::string::npos ||
                         (letters.size() >= least && wanted.find(letters) != std::string::npos);
    if (is_akin) found.push_back(candidate);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
  return found;
}

}  // namespace

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                         std::string_view otherwise) {
  if (const auto near = nearest(word, candidates)) return "did you mean " + *near + "?";
  constexpr std::size_t most = 3;
  auto found = akin(word, candidates);
  if (found.empty()) return std::string(otherwise);
  if (found.size() > most) found.resize(most);
  std::string text = "did you mean " + found.front();
  for (std::size_t i = 1; i < found.size(); ++i) text += (i + 1 < found.size() ? ", " : " or ") + found[i];
  return text + "?";
}

std::string with_article(std::string_view noun) {
  // "a UPS", "a unit": a u is mostly a consonant here.
  const bool is_vowel = !noun.empty() && std::string_view("aeio").find(lower(noun.front())) != noun.npos;
  return (is_vowel ? "an " : "a ") + std::string(noun);
}

}  // namespace shellfit
