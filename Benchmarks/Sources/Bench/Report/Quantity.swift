import Foundation

/// A measured number with its unit.
struct Quantity: Sendable, CustomStringConvertible {
    enum Unit: Sendable {
        case seconds
        case bytes
        case count
    }

    let value: Double
    let unit: Unit

    init(_ value: Double, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// Whether a second run measures something else; what is counted stays.
    var isNoisy: Bool { unit == .seconds }

    static func seconds(_ duration: Duration) -> Quantity {
        Quantity(duration / .seconds(1), .seconds)
    }

    var description: String {
        switch unit {
        case .seconds where value >= 1: String(format: "%.2f s", value)
        case .seconds where value >= 1e-3: String(format: "%.1f ms", value * 1e3)
        case .seconds: String(format: "%.1f µs", value * 1e6)
        case .bytes where value >= 1e6: String(format: "%.1f MB", value / 1e6)
        case .bytes: String(format: "%.1f KB", value / 1e3)
        case .count: String(format: "%.0f", value)
        }
    }
}
