package import Kernel
import Store

/// That somebody's data is kept and not used (GDPR, article 18).
package struct Restriction: Hashable, Sendable {
    /// Who wanted it: each lifts their own alone, and staff may lift the person's with a notice.
    package enum Origin: String, Sendable, SQLConvertible {
        case person
        case staff
    }

    /// How long before staff's lifting takes effect its person is told.
    package static let notice: Duration = .hours(24)

    package let origin: Origin
    package let since: Timestamp
    /// When it ends, once its person has been told; nil while it stays.
    package let liftAt: Timestamp?

    package init(
        origin: Origin,
        since: Timestamp,
        liftAt: Timestamp?
    ) {
        self.origin = origin
        self.since = since
        self.liftAt = liftAt
    }
}
