// One expression, given as EXPRESSION, over values of every kind that must not mix.
#include "base/ids.hpp"
#include "base/units.hpp"

using namespace shellfit;

struct BusTag;
struct RackTag;

void say(RealPower real, ReactivePower reactive, ApparentPower apparent, HeatFlow heat,
         AbsolutePressure atmosphere, GaugePressure gauge, PressureDifference drop, AreaLoad floor_load,
         Temperature warm, Temperature cold, TemperatureDifference difference, LineVoltage line,
         PhaseVoltage phase, Length length, Id<BusTag> bus, Id<RackTag> rack) {
  (void)(EXPRESSION);
}
