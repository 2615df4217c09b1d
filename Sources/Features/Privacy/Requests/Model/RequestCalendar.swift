import Foundation
import Kernel

/// Counts deadlines in days of the operator's time zone.
///
/// A month ends on the same day number, else on the month's last day; a deadline lasts to the end of its day.
struct RequestCalendar: Sendable {
    private let calendar: Calendar

    init(in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// The last millisecond of the day on which `span` after `start` ends.
    func end(of span: Regime.Span, from start: Timestamp, under regime: Regime) -> Timestamp {
        let noon = self.noon(of: start.date)
        let day =
            switch span {
            case .days(let count): date(noon, adding: .day, count)
            case .months(let count): date(noon, adding: .month, count)
            }
        return endOfDay(regime.isMovedToWorkingDay ? workingDay(from: day, regime) : day)
    }

    /// The end of the day that is so many working days after `start`.
    func end(ofWorkingDays count: Int, from start: Timestamp, under regime: Regime) -> Timestamp {
        var day = noon(of: start.date)
        for _ in 0..<count { day = workingDay(from: date(day, adding: .day, 1), regime) }
        return endOfDay(day)
    }

    private func workingDay(from day: Date, _ regime: Regime) -> Date {
        var day = day
        // A year without a working day would be a mistake of the table; it must not be an endless loop.
        for _ in 0..<366 where isFree(day, regime) { day = date(day, adding: .day, 1) }
        return day
    }

    private func isFree(_ day: Date, _ regime: Regime) -> Bool {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: day)
        guard let weekday = parts.weekday, let year = parts.year, let month = parts.month,
            let number = parts.day
        else { return false }
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(number < 10 ? "0" : "")\(number)"
        return weekday == 1 || weekday == 7 || regime.holidays.contains(text)
    }

    /// Noon is there on every day, also where clocks change.
    private func noon(of date: Date) -> Date {
        calendar.date(bySettingHour: 12, minute: 0, second: 0, of: date) ?? date
    }

    private func date(_ date: Date, adding unit: Calendar.Component, _ count: Int) -> Date {
        calendar.date(byAdding: unit, value: count, to: date) ?? date
    }

    private func endOfDay(_ day: Date) -> Timestamp {
        Timestamp(calendar.startOfDay(for: date(day, adding: .day, 1))) - .milliseconds(1)
    }
}
