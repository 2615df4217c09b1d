#pragma once

#include "colour.hpp"

#include <vector>

namespace textures {

// Few colours that stand for many.
class Palette {
  public:
    // The colours of `cells`, at most `most` of them.
    Palette(const std::vector<textures_colour> &cells, int most);

    size_t size() const { return colours_.size(); }
    textures_colour operator[](size_t place) const { return colours_[place]; }
    const Lab &lab(size_t place) const { return labs_[place]; }
    size_t nearest(const Lab &colour) const;
    // Of those other than `first`.
    size_t nearest(const Lab &colour, size_t but_not) const;

  private:
    std::vector<Lab> labs_;
    std::vector<textures_colour> colours_;
};

}  // namespace textures
