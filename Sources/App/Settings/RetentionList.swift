import Kernel
import Privacy

/// The periods that the operator wants shorter than the published ones: `retention:`, a list of the file.
///
/// Each has `rule` (a rule's id, as `/retention.json` lists them) and `period` (ISO 8601, of one unit: `P7D`, `P6M`, `P1Y`). Nothing
/// else. Whether the rule allows it is seen when the server starts.
struct RetentionList {
    private static let limit = 500
    private static let members: Set = ["rule", "period"]

    private(set) var periods: [ShorterPeriod] = []
    private(set) var faults: [SettingFault] = []

    init(_ items: [SettingsItem]) {
        for item in items {
            guard Set(item.values.keys) == Self.members, case .text(let rule) = item.values["rule"],
                case .text(let text) = item.values["period"]
            else {
                faults.append(
                    SettingFault(place: item.place, reason: "must hold rule and period, and nothing else")
                )
                continue
            }
            guard let period = Period(iso8601: text) else {
                let reason = "must be a number of days, months or years, such as P7D, P6M or P1Y"
                faults.append(SettingFault(place: "\(item.place): period", reason: reason))
                continue
            }
            periods.append(ShorterPeriod(rule: rule, period: period))
        }
        if periods.count > Self.limit {
            faults.append(
                SettingFault(
                    place: SettingList.retention.rawValue,
                    reason: "has more than \(Self.limit) entries"
                )
            )
        }
    }
}
